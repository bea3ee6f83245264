package io.oriel.runtime.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oriel.api.error.ErrorCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process of its own: what it prints, how it ends. */
class MainTest {
  private static final Duration LIMIT = Duration.ofSeconds(90);

  @TempDir Path home;
  private final List<Process> started = new ArrayList<>();

  @BeforeEach
  void install() throws Exception {
    Path bundles = Files.createDirectory(home.resolve("bundles"));
    SampleBundle.copyRuntime(bundles);
    SampleBundle.listener().in(bundles);
    SampleBundle.readiness().in(bundles);
    Files.createDirectory(home.resolve("config"));
  }

  @AfterEach
  void endAll() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void printsTheAddressAndStopsWhenAsked() throws Exception {
    Process server = start("--port", "0");
    await().atMost(LIMIT).until(() -> output().contains("Ctrl-C stops it."));
    assertThat(output()).containsPattern("Oriel shows its picture at +http://127.0.0.1:\\d+/");
    assertThat(output()).containsPattern("ready in \\d+ ms");

    server.destroy();

    assertThat(server.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(server.exitValue()).isEqualTo(143);
    assertThat(output()).contains("stopped");
    assertThat(errors()).isEmpty();
  }

  @Test
  void endsByItselfAfterATrial() throws Exception {
    assertThat(exitCode("--port", "0", "--once")).isZero();
    assertThat(output()).contains("ready in").contains("stopped");
  }

  @Test
  void saysInOneLineWhichPortIsTakenAndWhatToDo() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      assertThat(exitCode("--port", Integer.toString(port))).isEqualTo(1);
      assertThat(errors())
          .isEqualTo(
              "oriel: cannot start: port "
                  + port
                  + " is taken (port in io.oriel.http.public); choose another with --port"
                  + " [configuration.port-in-use] "
                  + ErrorCode.PORT_IN_USE.remedy()
                  + " (sample.SampleListener)\n");
    }
  }

  @Test
  void givesUpOnAProblemThatOnlyTheOperatorCanMend() throws Exception {
    configure("{\"sample.readiness\": {\"problem\": \"UNSAFE_BIND\"}}");
    assertThat(exitCode("--port", "0")).isEqualTo(1);
    assertThat(errors()).startsWith("oriel: cannot start: sample trouble [security.unsafe-bind]");
  }

  @Test
  void staysUpAndSaysWhatItWaitsFor() throws Exception {
    configure("{\"sample.readiness\": {\"problem\": \"RENDERER_UNAVAILABLE\"}}");
    Process server = start("--port", "0");
    await().atMost(LIMIT).until(() -> output().contains("not ready: stream main: sample trouble"));
    assertThat(server.isAlive()).isTrue();
  }

  @Test
  void listsEveryMistakeInTheConfiguration() throws Exception {
    configure("{\"io.oriel.http.public\": {\"prot\": 1, \"port\": true}}");
    assertThat(exitCode()).isEqualTo(2);
    assertThat(errors().lines())
        .hasSize(2)
        .allMatch(line -> line.startsWith("oriel: " + home.resolve("config/oriel.json:1:")));
  }

  @Test
  void pointsToTheHelpAfterAnUnknownOption() throws Exception {
    assertThat(exitCode("--prot", "1")).isEqualTo(2);
    assertThat(errors())
        .isEqualTo(
            "oriel: unknown option --prot; did you mean \"--port\"?\n"
                + "       bin/oriel --help shows what there is\n");
  }

  @Test
  void explainsItself() throws Exception {
    assertThat(exitCode("--help")).isZero();
    assertThat(output()).startsWith("Oriel renders a USD stage");
    assertThat(exitCode("--version")).isZero();
    assertThat(output()).startsWith("Oriel ");
  }

  private void configure(String content) throws IOException {
    Files.writeString(home.resolve("config/oriel.json"), content);
  }

  private int exitCode(String... arguments) throws Exception {
    Process process = start(arguments);
    assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-Doriel.home=" + home);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Main.class.getName());
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(home.resolve("out").toFile())
            .redirectError(home.resolve("err").toFile())
            .start();
    started.add(process);
    return process;
  }

  private String output() throws IOException {
    return Files.readString(home.resolve("out"));
  }

  private String errors() throws IOException {
    return Files.readString(home.resolve("err"));
  }
}
