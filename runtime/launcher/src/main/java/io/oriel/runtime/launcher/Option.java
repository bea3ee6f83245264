package io.oriel.runtime.launcher;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The options of the command line, which the help texts explain. */
enum Option {
  STAGE("--stage", "FILE"),
  SIZE("--size", "WxH"),
  FPS("--fps", "N"),
  RENDERER("--renderer", "NAME"),
  ENCODER("--encoder", "NAME"),
  TRANSPORTS("--transports", "NAMES"),
  PORT("--port", "N"),
  BIND("--bind", "ADDRESS"),
  ALLOW_ANONYMOUS("--allow-anonymous", ""),
  CONFIG("--config", "FILE"),
  BUNDLE("--bundle", "FILE"),
  WORK("--work", "DIR"),
  ONCE("--once", ""),
  LOG("--log", "FORM"),
  CHECK("--check", "FILE"),
  OUTPUT("--output", "FILE"),
  TIMEOUT("--timeout", "TIME"),
  ADMIN("--admin", "URL"),
  JSON("--json", ""),
  QUIET("--quiet", ""),
  HELP("--help", ""),
  VERSION("--version", "");

  private final String word;
  private final String argument;

  Option(String word, String argument) {
    this.word = word;
    this.argument = argument;
  }

  /** How it is written. */
  String word() {
    return word;
  }

  /** What its value is called, or the empty text when it has none. */
  String argument() {
    return argument;
  }

  boolean takesValue() {
    return !argument.isEmpty();
  }

  boolean takesFile() {
    return argument.equals("FILE") || argument.equals("DIR");
  }

  static Optional<Option> written(String word) {
    return Arrays.stream(values()).filter(option -> option.word.equals(word)).findFirst();
  }

  static List<String> words() {
    return Arrays.stream(values()).map(Option::word).toList();
  }
}
