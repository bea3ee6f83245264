package io.oriel.runtime.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The text of {@code --help}: a resource, so that a script can show it before there is a build. */
final class Help {
  private Help() {}

  /** The whole text, for a program that is started by the given command. */
  static String text(String command) {
    try (InputStream in = Help.class.getResourceAsStream("help.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("COMMAND", command);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
