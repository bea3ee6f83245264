package io.oriel.runtime.launcher;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The form of a line of the log. */
enum LogForm {
  /** For people. */
  TEXT,
  /** One JSON object a line, for programs. */
  JSON;

  static List<String> words() {
    return Arrays.stream(values()).map(form -> form.name().toLowerCase(Locale.ROOT)).toList();
  }
}
