package io.oriel.runtime.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The texts of {@code --help}: resources, so that a script can show them without a build. */
final class Help {
  private Help() {}

  /**
   * What a command does and takes.
   *
   * @param command the command; {@link Command#RUN} for the program as a whole
   * @param program how a person starts it
   */
  static String text(Command command, String program) {
    String name = "help/" + command.word() + ".txt";
    try (InputStream in = Help.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("COMMAND", program);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
