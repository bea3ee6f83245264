package io.oriel.runtime.launcher;

import java.nio.file.Path;
import java.util.List;

/** Prints what a shell needs to complete commands and options. */
final class Completion {
  static final List<String> SHELLS = List.of("bash", "zsh");

  private Completion() {}

  /**
   * The script for a shell; it serves both.
   *
   * @param command how a person starts the program
   */
  static String script(String shell, String command) throws UsageException {
    if (!SHELLS.contains(shell)) {
      throw new UsageException(
          (shell.isEmpty() ? "completion needs a shell: " : "no completion for " + shell + "; ")
              + String.join(" or ", SHELLS));
    }
    return Grammar.completion(Path.of(command).getFileName().toString());
  }
}
