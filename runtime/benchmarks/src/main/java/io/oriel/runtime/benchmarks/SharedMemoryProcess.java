package io.oriel.runtime.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A process that reads a stream, and what it has said of its frames. */
final class SharedMemoryProcess implements AutoCloseable {
  /** A frame as a reader saw it. */
  record Seen(long sequence, long publishedNanos, long seenNanos, long sum) {}

  private final Process process;
  private final List<Seen> frames = new ArrayList<>();
  private final Thread listener;

  private SharedMemoryProcess(List<String> command) throws IOException {
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    listener = Thread.ofVirtual().start(this::listen);
  }

  /** The library, in a JVM like this one. */
  static SharedMemoryProcess inJava(String stream) throws IOException {
    return new SharedMemoryProcess(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-Xlog:disable",
            "-cp",
            System.getProperty("java.class.path"),
            SharedMemoryReader.class.getName(),
            stream));
  }

  /** The example, compiled. */
  static SharedMemoryProcess inC(Path program, String stream) throws IOException {
    return new SharedMemoryProcess(List.of(program.toString(), stream));
  }

  /** Compiles the example as it says; empty if there is no compiler. */
  static Optional<Path> compile() throws IOException, InterruptedException {
    final Path program = Files.createTempDirectory("oriel-shm").resolve("shm-reader");
    final Path source = Path.of(System.getProperty("oriel.examples"), "shm-reader.c");
    try {
      final int status =
          new ProcessBuilder("cc", "-O2", "-std=c11", "-o", program.toString(), source.toString())
              .inheritIO()
              .start()
              .waitFor();
      return status == 0 ? Optional.of(program) : Optional.empty();
    } catch (IOException noCompiler) {
      return Optional.empty();
    }
  }

  private void listen() {
    try (BufferedReader out = process.inputReader(StandardCharsets.US_ASCII)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        final String[] parts = line.split(" ");
        final Seen seen =
            new Seen(
                Long.parseLong(parts[0]),
                Long.parseLong(parts[1]),
                Long.parseLong(parts[2]),
                Long.parseUnsignedLong(parts[4], 16));
        synchronized (frames) {
          frames.add(seen);
        }
      }
    } catch (IOException ended) {
      // It was killed.
    }
  }

  /** Those that were published within a time. */
  List<Seen> between(long fromNanos, long untilNanos) {
    synchronized (frames) {
      return frames.stream()
          .filter(f -> f.publishedNanos() >= fromNanos && f.publishedNanos() < untilNanos)
          .toList();
    }
  }

  boolean reads() {
    synchronized (frames) {
      return !frames.isEmpty();
    }
  }

  void signal(String signal) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor();
    listener.join();
  }
}
