package io.oriel.stage.usd;

import java.nio.file.Path;
import java.util.List;

/** How a worker is started. */
record WorkerProcess(String python, Path script, long memoryLimitBytes) {
  /** Isolated mode: neither the environment nor the working folder decide what is imported. */
  ProcessBuilder builder() {
    return new ProcessBuilder(
        List.of(python, "-I", script.toString(), Long.toString(memoryLimitBytes)));
  }
}
