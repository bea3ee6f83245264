package io.oriel.runtime.itest;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/** The shipped server as a process of its own, started as its users start it. */
final class ServerProcess implements AutoCloseable {
  private final Process process;
  private final Path log;
  private final Ports ports;

  private ServerProcess(Process process, Path log, Ports ports) {
    this.process = process;
    this.log = log;
    this.ports = ports;
  }

  /** Starts it with ports of its own; {@code arguments} go to the command line. */
  static ServerProcess start(Path folder, String... arguments) throws IOException {
    return start(folder, program(folder), arguments);
  }

  /** The same with more options for the JVM. */
  static ServerProcess startWithJava(Path folder, String options, String... arguments)
      throws IOException {
    ProcessBuilder program = program(folder);
    program.environment().put("ORIEL_JAVA_OPTS", options);
    return start(folder, program, arguments);
  }

  /** The same with a program that starts the server in another way. */
  static ServerProcess start(Path folder, ProcessBuilder program, String... arguments)
      throws IOException {
    return start(folder, Ports.free(), Map.of(), program, List.of(arguments));
  }

  static ServerProcess start(
      Path folder, Ports ports, Map<String, Map<String, Object>> more, String... arguments)
      throws IOException {
    return start(folder, ports, more, program(folder), List.of(arguments));
  }

  private static ProcessBuilder program(Path folder) {
    ProcessBuilder program = new ProcessBuilder(Place.home().resolve("bin/oriel").toString());
    program.environment().put("ORIEL_WORK", folder.resolve("work").toString());
    program.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return program;
  }

  private static ServerProcess start(
      Path folder,
      Ports ports,
      Map<String, Map<String, Object>> more,
      ProcessBuilder program,
      List<String> arguments)
      throws IOException {
    Map<String, Map<String, Object>> configuration = ports.configuration(more);
    configuration.putIfAbsent("io.oriel.engine.stream~main", Map.of());
    Path file = Files.createDirectories(folder(folder, ports)).resolve("oriel.json");
    Files.writeString(file, JsonMapper.shared().writeValueAsString(configuration));
    List<String> command = new ArrayList<>(program.command());
    command.addAll(List.of("--config", file.toString()));
    command.addAll(arguments);
    Path log = folder.resolve("server-" + System.nanoTime() + ".log");
    program.command(command).redirectErrorStream(true).redirectOutput(log.toFile());
    return new ServerProcess(program.start(), log, ports);
  }

  Ports ports() {
    return ports;
  }

  /** Where more configuration can be dropped while it runs. */
  Path dropIns() {
    return folder(log.getParent(), ports).resolve("oriel.d");
  }

  private static Path folder(Path folder, Ports ports) {
    return folder.resolve("web-" + ports.web());
  }

  long pid() {
    return process.pid();
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until {@code /healthz} answers 200. */
  ServerProcess awaitReady() {
    await("readiness; the log so far:\n" + log())
        .atMost(Duration.ofSeconds(120))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> !process.isAlive() || Web.status(ports.admin("/healthz")) == 200);
    if (!process.isAlive()) {
      throw new IllegalStateException("the server ended:\n" + log());
    }
    return this;
  }

  /** Asks it to stop as Ctrl-C does, and returns its exit code. */
  int stop() throws InterruptedException {
    process.destroy();
    return exitCode(30);
  }

  /** Waits for a start that cannot succeed to end, and returns the exit code. */
  int exitCode() throws InterruptedException {
    return exitCode(120);
  }

  private int exitCode(int seconds) throws InterruptedException {
    if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the server does not end:\n" + log());
    }
    return process.exitValue();
  }

  /** Ends it at once, as a crash would. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      kill();
    }
  }
}
