package io.oriel.runtime.itest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** aiortc in a Python process: receives for some seconds and reports what came. */
final class WhepClient {
  private final Process process;
  private final double seconds;

  private WhepClient(Process process, double seconds) {
    this.process = process;
    this.seconds = seconds;
  }

  static WhepClient start(String url, double seconds) throws IOException {
    String python = System.getenv("ORIEL_AIORTC_PYTHON");
    if (python == null) {
      throw new IllegalStateException(
          "ORIEL_AIORTC_PYTHON must name a Python that has aiortc; runtime/verify sets it up");
    }
    Path script = Path.of("src/test/python/whep_receive.py").toAbsolutePath();
    return new WhepClient(
        new ProcessBuilder(python, script.toString(), url, Double.toString(seconds))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start(),
        seconds);
  }

  /** Waits for its end and returns its report. */
  JsonNode result() throws IOException, InterruptedException {
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor((long) seconds + 80, TimeUnit.SECONDS) || out.isBlank()) {
      process.destroyForcibly();
      throw new IllegalStateException("aiortc ended without a report: " + out);
    }
    return JsonMapper.shared().readTree(out);
  }
}
