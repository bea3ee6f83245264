package io.oriel.runtime.launcher;

import java.io.PrintStream;
import java.util.Map;

/**
 * Where a command prints. Colours are used only when a person looks: on a terminal, and when {@code
 * NO_COLOR} (no-color.org) is not set.
 *
 * @param out for the answer
 * @param err for mistakes and progress
 * @param interactive whether a person looks
 * @param colours whether to use colours
 */
record Terminal(PrintStream out, PrintStream err, boolean interactive, boolean colours) {
  /** Columns that a line has at most. */
  static final int COLUMNS = 80;

  private static final String ESCAPE = "\u001b[";

  /** A colour, or bold type. */
  enum Ink {
    BOLD(1),
    RED(31),
    GREEN(32),
    YELLOW(33);

    private final int code;

    Ink(int code) {
      this.code = code;
    }
  }

  /** The terminal of this process, if it has one. */
  static Terminal present() {
    boolean interactive = System.console() != null && System.console().isTerminal();
    return new Terminal(
        System.out, System.err, interactive, interactive && colours(System.getenv()));
  }

  /** Whether the environment permits colours. */
  static boolean colours(Map<String, String> environment) {
    return environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "dumb").equals("dumb");
  }

  /** The text in a colour, where colours are used. */
  String inked(Ink ink, String text) {
    return colours ? ESCAPE + ink.code + "m" + text + ESCAPE + "0m" : text;
  }

  /** Shows what is going on until {@link #progressed}; for persons only. */
  void progress(String doing) {
    if (interactive) {
      err.print("oriel: " + doing + " ...");
      err.flush();
    }
  }

  /** Takes the last {@link #progress} away. */
  void progressed() {
    if (interactive) {
      err.print("\r" + ESCAPE + "K");
      err.flush();
    }
  }
}
