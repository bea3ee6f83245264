package io.oriel.runtime.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The zip: where it runs, what is in it, and under which licences. */
class DistributionIT {
  private static final Pattern VERSION = Pattern.compile("-\\d[^/]*$");
  private static final Pattern ENTRY = Pattern.compile("(?m)^  \\S.*\\n(?: {6,}.*\\n)+");
  private static final Pattern TEXT = Pattern.compile("licenses/[\\w.-]+\\.txt");

  @TempDir Path folder;

  @Test
  void runsFromAnyFolderInAnyFolder() throws Exception {
    Path home = Distribution.unpack(Files.createDirectory(folder.resolve("two words")));
    Path elsewhere = Files.createDirectory(folder.resolve("else where"));
    ProcessBuilder program =
        new ProcessBuilder(home.resolve("bin/oriel").toString()).directory(elsewhere.toFile());
    program.environment().put("JAVA_HOME", System.getProperty("java.home"));
    try (ServerProcess server = ServerProcess.start(elsewhere, program).awaitReady()) {
      assertThat(Web.get(server.ports().page()).body()).contains("<html");
      // Java writes its archive of classes when it ends.
      server.stop();
    }
    assertThat(home.resolve(".runtime")).isDirectoryContaining("glob:**/classes-*.jsa");
  }

  /** Karaf's Configuration Admin is its own, and there before any feature. */
  @Test
  void theFeaturesFileForKarafHasAllBundlesWhereTheyLie() throws Exception {
    Process script =
        new ProcessBuilder(
                "sh", Place.home().resolve("config/examples/karaf-features.sh").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    NodeList features =
        DocumentBuilderFactory.newDefaultInstance()
            .newDocumentBuilder()
            .parse(script.getInputStream())
            .getElementsByTagName("bundle");
    assertThat(script.waitFor()).isZero();

    try (Stream<Path> jars = Files.list(Place.bundles())) {
      assertThat(IntStream.range(0, features.getLength()).mapToObj(features::item))
          .extracting(Node::getTextContent)
          .containsExactlyInAnyOrderElementsOf(
              jars.map(jar -> "file:" + jar)
                  .filter(url -> !url.contains("/org.apache.felix.configadmin-"))
                  .toList());
    }
  }

  /** Same sources, same bytes: nothing of the time and of the machine of a build is in it. */
  @Test
  void tellsNothingOfItsBuild() throws Exception {
    Instant time = Instant.parse(System.getProperty("oriel.timestamp"));
    try (FileSystem zip = Distribution.open();
        Stream<Path> entries = Files.walk(Distribution.top(zip))) {
      for (Path entry : entries.toList()) {
        String name = entry.toString();
        assertThat(Files.getLastModifiedTime(entry).toInstant()).as(name).isEqualTo(time);
        boolean executable = Files.isDirectory(entry) || entry.getParent().endsWith("bin");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(entry)))
            .as(name)
            .isEqualTo(executable ? "rwxr-xr-x" : "rw-r--r--");
        if (entry.getFileName().toString().startsWith("io.oriel.")) {
          assertThat(times(entry)).as(name).hasSize(1);
        }
      }
    }
  }

  @Test
  void holdsItsBundlesInTheOrderOfTheirNames() throws Exception {
    try (ZipFile zip = new ZipFile(Place.zip().toFile())) {
      assertThat(zip.stream().map(ZipEntry::getName).filter(n -> n.contains("/bundles/")).toList())
          .hasSizeGreaterThan(1)
          .isSorted();
    }
  }

  private Set<Long> times(Path jar) throws IOException {
    Path copy = Files.copy(jar, folder.resolve(jar.getFileName().toString()));
    try (ZipFile zip = new ZipFile(copy.toFile())) {
      return zip.stream().map(ZipEntry::getTime).collect(Collectors.toSet());
    }
  }

  @Test
  void holdsNothingUnderTheGpl() throws Exception {
    try (FileSystem zip = Distribution.open()) {
      assertThat(jars(zip)).noneMatch(jar -> jar.toString().contains("gpl"));
    }
  }

  /** The bill names every jar by its bytes, and beside them only what lies inside our own. */
  @Test
  void listsWhatItHoldsInItsBillOfMaterials() throws Exception {
    try (FileSystem zip = Distribution.open()) {
      Map<String, String> named = new TreeMap<>();
      components(zip)
          .forEach(component ->
              component
                  .path("hashes")
                  .forEach(hash -> {
                    if (hash.path("alg").asString().equals("SHA-256")) {
                      named.put(hash.path("content").asString(), component.path("purl").asString());
                    }
                  }));
      for (Path jar : jars(zip)) {
        assertThat(named).as(jar.toString()).containsKey(sha256(jar));
      }
      for (Path jar : jars(zip)) {
        named.remove(sha256(jar));
      }
      assertThat(named.values())
          .hasSize(4)
          .allMatch(purl -> purl.startsWith("pkg:maven/org.bytedeco/"));
      JsonNode bill = bill(zip);
      assertThat(bill.has("serialNumber")).isFalse();
      assertThat(bill.path("metadata").has("timestamp")).isFalse();
    }
  }

  @Test
  void namesEveryWorkOfOthersWithItsLicence() throws Exception {
    try (FileSystem zip = Distribution.open()) {
      String notice = Files.readString(Distribution.top(zip).resolve("NOTICE"));
      Map<String, String> entries = new TreeMap<>();
      ENTRY
          .matcher(notice)
          .results()
          .map(MatchResult::group)
          .filter(entry -> entry.contains("Jars:"))
          .forEach(entry -> {
            String[] parts = entry.split("Jars:\\s+");
            Arrays.stream(parts[1].trim().split(",\\s+"))
                .forEach(jar -> entries.put(jar, parts[0]));
          });
      Set<String> shipped = new TreeSet<>(jars(zip).stream().map(DistributionIT::name).toList());
      shipped.removeIf(name -> name.startsWith("io.oriel."));
      assertThat(entries.keySet()).isEqualTo(shipped);

      for (JsonNode component : components(zip)) {
        String entry = entries.get(component.path("name").asString());
        if (entry != null) {
          assertThat(licences(component))
              .as(component.path("purl").asString())
              .anyMatch(entry::contains);
        }
      }
    }
  }

  @Test
  void holdsTheTextsOfTheLicences() throws Exception {
    try (FileSystem zip = Distribution.open()) {
      Path top = Distribution.top(zip);
      Set<String> texts = new TreeSet<>();
      try (Stream<Path> files = Files.list(top.resolve("licenses"))) {
        files.forEach(file -> texts.add(top.relativize(file).toString()));
      }
      String notice = Files.readString(top.resolve("NOTICE"));
      assertThat(TEXT.matcher(notice).results().map(MatchResult::group).collect(Collectors.toSet()))
          .isEqualTo(texts);
    }
    for (Path fragment :
        List.of(Place.bundle("io.oriel.ffmpeg.linux-x86_64"), Place.gplFragment())) {
      try (ZipFile jar = new ZipFile(fragment.toFile())) {
        assertThat(jar.stream().map(ZipEntry::getName))
            .contains("META-INF/NOTICE", "META-INF/licenses/Apache-2.0.txt")
            .contains("META-INF/licenses/LGPL-3.0.txt", "META-INF/licenses/GPL-3.0.txt")
            .contains("META-INF/licenses/openh264.txt", "META-INF/licenses/libvpx.txt");
      }
    }
  }

  private static List<Path> jars(FileSystem zip) throws IOException {
    try (Stream<Path> entries = Files.walk(Distribution.top(zip))) {
      return entries.filter(entry -> entry.toString().endsWith(".jar")).toList();
    }
  }

  private static String name(Path jar) {
    String file = jar.getFileName().toString();
    return VERSION.matcher(file.substring(0, file.length() - ".jar".length())).replaceFirst("");
  }

  private static String sha256(Path file) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    return HexFormat.of().formatHex(digest);
  }

  private static JsonNode bill(FileSystem zip) throws IOException {
    Path bill = Distribution.top(zip).resolve("bom.json");
    assertThat(bill).as("made only by a build that is online, without mvn -o").exists();
    return JsonMapper.shared().readTree(Files.readAllBytes(bill));
  }

  private static List<JsonNode> components(FileSystem zip) throws IOException {
    return bill(zip).path("components").values().stream().toList();
  }

  private static List<String> licences(JsonNode component) {
    return component.path("licenses").values().stream()
        .map(entry -> entry.path("license"))
        .map(licence -> licence.path("id").asString(licence.path("name").asString("")))
        .filter(licence -> !licence.isEmpty())
        .toList();
  }
}
