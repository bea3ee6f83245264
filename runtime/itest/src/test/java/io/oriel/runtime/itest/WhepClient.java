package io.oriel.runtime.itest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** aiortc in a Python process, and its report. */
final class WhepClient {
  private final Process process;
  private final double seconds;

  private WhepClient(Process process, double seconds) {
    this.process = process;
    this.seconds = seconds;
  }

  /** Receives for some seconds and reports what came. */
  static WhepClient start(String url, double seconds) throws IOException {
    return run("whep_receive.py", seconds, url, Double.toString(seconds));
  }

  /**
   * Sends so many messages of garbage on each of its data channels, and then one that is right;
   * leaves when its {@link #result} is asked for.
   */
  static WhepClient garbage(String url, int messages) throws IOException {
    return run("whep_garbage.py", 0, url, Integer.toString(messages));
  }

  private static WhepClient run(String name, double seconds, String... arguments)
      throws IOException {
    String python = System.getenv("ORIEL_AIORTC_PYTHON");
    if (python == null) {
      throw new IllegalStateException(
          "ORIEL_AIORTC_PYTHON must name a Python that has aiortc; runtime/verify sets it up");
    }
    List<String> command =
        new ArrayList<>(List.of(python, Path.of("src/test/python", name).toString()));
    command.addAll(List.of(arguments));
    return new WhepClient(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start(),
        seconds);
  }

  /** Has it leave if it waits for that, waits for its end and returns its report. */
  JsonNode result() throws IOException, InterruptedException {
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor((long) seconds + 80, TimeUnit.SECONDS) || out.isBlank()) {
      process.destroyForcibly();
      throw new IllegalStateException("aiortc ended without a report: " + out);
    }
    return JsonMapper.shared().readTree(out);
  }
}
