package io.oriel.runtime.itest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Modules generated from the archetypes and built with their tests, by a Maven of its own with a
 * repository of its own: as at somebody's who has nothing of Oriel but what the README has them
 * install. Built once for both frameworks.
 */
final class GeneratedModules {
  static final String AOV = "HeatMap";
  static final String EVENT = "distance";
  static final String TRANSPORT = "pictures";
  static final String RENDERER = "lines";

  private static final String VERSION = System.getProperty("oriel.version");
  private static final Path FOLDER = Path.of(System.getProperty("oriel.generated"));

  /** Says that they are built, and which port the transport has. */
  private static final Path BUILT = FOLDER.resolve("built");

  private static final Path WORK = FOLDER.resolve("modules");
  private static final Path REPOSITORY = FOLDER.resolve("repository");
  private static final long MINUTES = 10;

  private GeneratedModules() {}

  /**
   * The jar of one of them: {@code converter}, {@code transport}, {@code handler}, {@code
   * renderer}.
   */
  static synchronized Path jar(String kind) throws Exception {
    if (!isBuilt()) {
      Place.delete(FOLDER);
      Files.createDirectories(WORK);
      install();
      int port = Ports.freePort();
      generateAll(port);
      maven("build", "-f", WORK.resolve("pom.xml").toString(), "verify");
      Files.writeString(BUILT, String.valueOf(port));
    }
    return WORK.resolve("my-" + kind).resolve("target/my-" + kind + "-1.0-SNAPSHOT.jar");
  }

  /** Where the transport listens. */
  static int port() throws IOException {
    return Integer.parseInt(Files.readString(BUILT));
  }

  private static boolean isBuilt() throws IOException {
    if (!Files.exists(BUILT)) {
      return false;
    }
    for (Artifact artifact : artifacts()) {
      if (Files.getLastModifiedTime(artifact.jar()).compareTo(Files.getLastModifiedTime(BUILT))
          > 0) {
        return false;
      }
    }
    return true;
  }

  private record Artifact(String id, Path folder) {
    Path jar() {
      return folder.resolve("target").resolve(id + "-" + VERSION + ".jar");
    }

    void install() throws IOException {
      installPom();
      Files.copy(jar(), installed().resolve(jar().getFileName()));
    }

    void installPom() throws IOException {
      Files.createDirectories(installed());
      Files.copy(folder.resolve("pom.xml"), installed().resolve(id + "-" + VERSION + ".pom"));
    }

    private Path installed() {
      return REPOSITORY.resolve("io/oriel").resolve(id).resolve(VERSION);
    }
  }

  private static List<Artifact> artifacts() {
    Path root = Place.root();
    List<Artifact> all = new ArrayList<>();
    all.add(new Artifact("io.oriel.api", root.resolve("bundles/api")));
    all.add(new Artifact("io.oriel.tck", root.resolve("runtime/tck")));
    for (String kind : List.of("converter", "transport", "handler", "renderer")) {
      all.add(
          new Artifact("io.oriel.archetype." + kind, root.resolve("runtime/archetypes/" + kind)));
    }
    return all;
  }

  /** What {@code mvn install} puts there; the reactor that runs this has not come to it. */
  private static void install() throws IOException {
    new Artifact("oriel", Place.root()).installPom();
    for (Artifact artifact : artifacts()) {
      artifact.install();
    }
    Files.writeString(
        FOLDER.resolve("settings.xml"),
        """
        <settings>
          <profiles><profile><id>known</id>
            <repositories>%1$s</repositories>
            <pluginRepositories>%2$s</pluginRepositories>
          </profile></profiles>
          <activeProfiles><activeProfile>known</activeProfile></activeProfiles>
        </settings>
        """
            .formatted(known("repository"), known("pluginRepository")));
  }

  /** What the machine has of others comes from its own repository, so that it works offline. */
  private static String known(String element) {
    String url = Path.of(System.getProperty("oriel.maven.repository")).toUri().toString();
    return "<%1$s><id>known</id><url>%2$s</url><releases><checksumPolicy>ignore</checksumPolicy></releases><snapshots><enabled>false</enabled></snapshots></%1$s>"
        .formatted(element, url);
  }

  private static void generateAll(int port) throws Exception {
    generate("converter", "-Dname=Heat", "-Daov=" + AOV);
    generate("transport", "-Dname=Pictures", "-Dtransport=" + TRANSPORT, "-Dport=" + port);
    generate("handler", "-Dname=Distance", "-Devent=" + EVENT);
    generate("renderer", "-Dname=Lines", "-Drenderer=" + RENDERER);
    Files.writeString(
        WORK.resolve("pom.xml"),
        """
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <groupId>org.example</groupId><artifactId>all</artifactId><version>1</version><packaging>pom</packaging>
          <modules><module>my-converter</module><module>my-transport</module><module>my-handler</module><module>my-renderer</module></modules>
        </project>
        """);
  }

  private static void generate(String kind, String... names) throws Exception {
    List<String> arguments = new ArrayList<>();
    arguments.add(System.getProperty("oriel.archetype.plugin") + ":generate");
    arguments.add("-DarchetypeGroupId=io.oriel");
    arguments.add("-DarchetypeArtifactId=io.oriel.archetype." + kind);
    arguments.add("-DarchetypeVersion=" + VERSION);
    arguments.add("-DgroupId=org.example");
    arguments.add("-DartifactId=my-" + kind);
    arguments.add("-Dpackage=org.example.parts." + kind);
    arguments.addAll(List.of(names));
    maven("generate-" + kind, arguments.toArray(String[]::new));
  }

  private static void maven(String what, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("oriel.maven"), "bin", "mvn").toString());
    command.addAll(List.of("-B", "-s", FOLDER.resolve("settings.xml").toString()));
    command.add("-Dmaven.repo.local=" + REPOSITORY);
    if (System.getProperty("oriel.maven.offline").equals("is true")) {
      command.addAll(List.of("-o", "-Daether.offline.protocols=file"));
    }
    command.addAll(List.of(arguments));
    Path log = FOLDER.resolve(what + ".log");
    ProcessBuilder maven = new ProcessBuilder(command).directory(WORK.toFile());
    maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = maven.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      throw new IllegalStateException(what + " takes too long:\n" + Files.readString(log));
    }
    if (process.exitValue() != 0) {
      throw new IllegalStateException(what + " fails:\n" + Files.readString(log));
    }
  }

  /** Puts one into a folder that a server watches, whole from the first moment. */
  static Path drop(String kind, Path folder) throws Exception {
    Path target = folder.resolve("my-" + kind + ".jar");
    return Files.copy(jar(kind), target, StandardCopyOption.REPLACE_EXISTING);
  }
}
