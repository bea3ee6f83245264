package io.oriel.runtime.launcher;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The options of the command line, in the order in which the help shows them. */
enum Option {
  STAGE("--stage", "FILE", "the USD file to show (.usda, .usd, .usdc, .usdz)"),
  SIZE("--size", "WxH", "size of the picture in pixels, as in 1920x1080"),
  FPS("--fps", "N", "pictures a second"),
  RENDERER("--renderer", "NAME", "what draws: preview, or another one that is installed"),
  ENCODER(
      "--encoder", "NAME", "what encodes: openh264, x264, nvenc; the best that opens if absent"),
  PORT("--port", "N", "port of the viewer page and of signalling; 49100 if absent"),
  BIND("--bind", "ADDRESS", "address to listen on; 127.0.0.1 if absent, 0.0.0.0 for every network"),
  ALLOW_ANONYMOUS("--allow-anonymous", "", "lets anybody watch and steer who reaches that address"),
  CONFIG("--config", "FILE", "configuration file; config/oriel.json if absent"),
  BUNDLE("--bundle", "FILE", "installs one more bundle; may be given again"),
  WORK("--work", "DIR", "folder for what the server writes; .runtime if absent"),
  ONCE("--once", "", "stops when the first picture is ready; for trials and warm-up"),
  HELP("--help", "", "shows this"),
  VERSION("--version", "", "shows the version");

  private final String word;
  private final String argument;
  private final String meaning;

  Option(String word, String argument, String meaning) {
    this.word = word;
    this.argument = argument;
    this.meaning = meaning;
  }

  /** How it is written. */
  String word() {
    return word;
  }

  /** What its value is called, or the empty text when it has none. */
  String argument() {
    return argument;
  }

  /** What it does, to follow its name in the help. */
  String meaning() {
    return meaning;
  }

  boolean takesValue() {
    return !argument.isEmpty();
  }

  static Optional<Option> written(String word) {
    return Arrays.stream(values()).filter(option -> option.word.equals(word)).findFirst();
  }

  static List<String> words() {
    return Arrays.stream(values()).map(Option::word).toList();
  }
}
