package io.oriel.runtime.launcher;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** What a command prints when nobody but a test looks. */
final class Printed {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  Terminal terminal() {
    return terminal(false);
  }

  Terminal terminal(boolean colours) {
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    return new Terminal(stream, stream, false, colours);
  }

  String text() {
    return out.toString(StandardCharsets.UTF_8);
  }

  /** A set-up below a home folder that has bundles and config. */
  static Setup setup(Path home, Arguments arguments) {
    return new Setup(new Installation(home, "oriel"), arguments.server());
  }

  static Arguments arguments(String... words) throws UsageException {
    return Arguments.parse(List.of(words));
  }
}
