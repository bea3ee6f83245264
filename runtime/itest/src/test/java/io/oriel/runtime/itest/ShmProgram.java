package io.oriel.runtime.itest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** The example in C, compiled as it says, reading a stream in a process of its own. */
final class ShmProgram implements AutoCloseable {
  /** What it says of a frame. */
  record Seen(long sequence, long capturedNanos, long sum) {}

  private final Process process;
  final List<Seen> frames = new CopyOnWriteArrayList<>();

  private ShmProgram(Process process) {
    this.process = process;
  }

  /** Compiles it without a warning. */
  static Path compile(Path folder) throws IOException, InterruptedException {
    Path program = folder.resolve("shm-reader");
    Path source = Place.root().resolve("config/examples/shm-reader.c");
    Process compiler =
        new ProcessBuilder(
                "cc",
                "-O2",
                "-std=c11",
                "-Wall",
                "-Wextra",
                "-Werror",
                "-o",
                program.toString(),
                source.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (compiler.waitFor() != 0) {
      throw new IllegalStateException(said);
    }
    return program;
  }

  static ShmProgram start(Path program, String stream) throws IOException {
    ShmProgram reader =
        new ShmProgram(
            new ProcessBuilder(program.toString(), stream)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    Thread.ofVirtual().start(reader::read);
    return reader;
  }

  private void read() {
    try (BufferedReader out = process.inputReader(StandardCharsets.US_ASCII)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        String[] parts = line.split(" ");
        frames.add(
            new Seen(
                Long.parseLong(parts[0]),
                Long.parseLong(parts[1]),
                Long.parseUnsignedLong(parts[4], 16)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void signal(String signal) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
  }

  /** Waits for it to end by itself. */
  int exitCode() throws InterruptedException {
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the reader does not end");
    }
    return process.exitValue();
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
