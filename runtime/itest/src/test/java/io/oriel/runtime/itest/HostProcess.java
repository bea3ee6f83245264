package io.oriel.runtime.itest;

import static org.awaitility.Awaitility.await;

import io.oriel.runtime.itest.host.Application;
import io.oriel.runtime.itest.host.Host;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A host with a framework of its own, in a process without the launcher: the framework of this run,
 * the host's bundles, the distribution's, and an application that is a bundle.
 */
final class HostProcess implements AutoCloseable {
  private static final List<String> OF_THE_HOST =
      List.of(
          "org.osgi.util.function-",
          "org.osgi.util.promise-",
          "org.osgi.service.component-",
          "org.apache.felix.configadmin-",
          "org.apache.felix.scr-");

  private static final String APPLICATION =
      """
      <reference name="admin" interface="org.osgi.service.cm.ConfigurationAdmin" field="admin"/>
      <reference name="stream" interface="io.oriel.api.stream.Stream" cardinality="0..1"
        policy="dynamic" bind="bind" unbind="unbind"/>
      """;

  private final Process process;
  private final Path said;
  private final Writer words;

  private HostProcess(Process process, Path said) {
    this.process = process;
    this.said = said;
    this.words = process.outputWriter(StandardCharsets.UTF_8);
  }

  static HostProcess start(Path folder, Ports ports, Path stage) throws Exception {
    Path said = folder.resolve("host.log");
    Path classes = copyOfClasses(folder, Host.class);
    List<Path> own = new ArrayList<>();
    List<Path> guests = new ArrayList<>(List.of(application(folder)));
    try (Stream<Path> bundles = Files.list(Place.bundles())) {
      bundles.sorted().forEach(bundle -> (isOfTheHost(bundle) ? own : guests).add(bundle));
    }
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--add-modules=jdk.incubator.vector",
                // Netty leaves listeners with the JDK otherwise.
                "-Dio.netty.jfr.enabled=false",
                // The JDK holds some classes softly, which are looked for when all is removed.
                "-XX:SoftRefLRUPolicyMSPerMB=0",
                "-Dapplication.web=" + ports.web(),
                "-Dapplication.admin=" + ports.admin(),
                "-Dapplication.media=" + ports.media(),
                "-Dapplication.rtsp=" + ports.rtsp(),
                "-Dapplication.python=" + System.getenv("ORIEL_PYTHON"),
                "-Dapplication.stage=" + stage,
                "-cp",
                path(List.of(classes, Distribution.framework())),
                Host.class.getName(),
                folder.resolve("framework").toString(),
                path(own),
                path(guests))
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    return new HostProcess(process, said);
  }

  long pid() {
    return process.pid();
  }

  void say(String word) throws IOException {
    words.write(word + "\n");
    words.flush();
  }

  /** What it says after these words, at the beginning of a line; waits for it. */
  String answer(String beginning) {
    await(beginning)
        .atMost(Duration.ofSeconds(120))
        .until(() -> !process.isAlive() || said(beginning).findAny().isPresent());
    return said(beginning)
        .findFirst()
        .orElseThrow(() -> new AssertionError("the host ended: " + said("").toList()));
  }

  @Override
  public void close() throws Exception {
    say("end");
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the host does not end: " + said("").toList());
    }
  }

  private Stream<String> said(String beginning) {
    try {
      return Files.readString(said)
          .lines()
          .filter(line -> line.startsWith(beginning))
          .map(line -> line.substring(beginning.length()));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static boolean isOfTheHost(Path bundle) {
    return OF_THE_HOST.stream().anyMatch(bundle.getFileName().toString()::startsWith);
  }

  private static Path application(Path folder) throws IOException {
    return new ComponentJar("host.application", APPLICATION, Application.class)
        .header(
            "Import-Package",
            "io.oriel.api.image,io.oriel.api.stream,org.osgi.framework,org.osgi.service.cm")
        .write(folder.resolve("application.jar"));
  }

  /** Alone in a folder: of the tests' own class path the host sees nothing. */
  private static Path copyOfClasses(Path folder, Class<?> type)
      throws IOException, URISyntaxException {
    String file = type.getName().replace('.', '/') + ".class";
    Path target = folder.resolve("classes").resolve(file);
    Files.createDirectories(target.getParent());
    Files.copy(Path.of(type.getClassLoader().getResource(file).toURI()), target);
    return folder.resolve("classes");
  }

  private static String path(List<Path> entries) {
    return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }
}
