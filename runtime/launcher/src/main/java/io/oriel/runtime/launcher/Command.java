package io.oriel.runtime.launcher;

import static io.oriel.runtime.launcher.Option.ADMIN;
import static io.oriel.runtime.launcher.Option.ALLOW_ANONYMOUS;
import static io.oriel.runtime.launcher.Option.BIND;
import static io.oriel.runtime.launcher.Option.BUNDLE;
import static io.oriel.runtime.launcher.Option.CHECK;
import static io.oriel.runtime.launcher.Option.CONFIG;
import static io.oriel.runtime.launcher.Option.ENCODER;
import static io.oriel.runtime.launcher.Option.FPS;
import static io.oriel.runtime.launcher.Option.HELP;
import static io.oriel.runtime.launcher.Option.JSON;
import static io.oriel.runtime.launcher.Option.LOG;
import static io.oriel.runtime.launcher.Option.ONCE;
import static io.oriel.runtime.launcher.Option.OUTPUT;
import static io.oriel.runtime.launcher.Option.PORT;
import static io.oriel.runtime.launcher.Option.QUIET;
import static io.oriel.runtime.launcher.Option.RENDERER;
import static io.oriel.runtime.launcher.Option.SIZE;
import static io.oriel.runtime.launcher.Option.STAGE;
import static io.oriel.runtime.launcher.Option.TIMEOUT;
import static io.oriel.runtime.launcher.Option.TRANSPORTS;
import static io.oriel.runtime.launcher.Option.VERSION;
import static io.oriel.runtime.launcher.Option.WORK;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What the program can be told to do. Without a word for it, it runs the server. */
enum Command {
  RUN(0, Command.server(ONCE, LOG, QUIET, VERSION)),
  DOCTOR(0, Command.server(JSON, QUIET)),
  CONFIG_(1, Command.server(CHECK, JSON, QUIET)),
  BUNDLES(2, EnumSet.of(BUNDLE, ADMIN, WORK, JSON, QUIET, HELP)),
  GRAB(1, EnumSet.of(OUTPUT, TIMEOUT, BUNDLE, WORK, QUIET, HELP)),
  HELP_(1, EnumSet.of(HELP)),
  COMPLETION(1, EnumSet.of(HELP));

  private final int operands;
  private final Set<Option> options;

  Command(int operands, Set<Option> options) {
    this.operands = operands;
    this.options = options;
  }

  /** How it is written. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace("_", "");
  }

  /** How many words that belong to no option it takes at most. */
  int operands() {
    return operands;
  }

  Set<Option> options() {
    return options;
  }

  static Optional<Command> written(String word) {
    return Arrays.stream(values()).filter(command -> command.word().equals(word)).findFirst();
  }

  static List<String> words() {
    return Arrays.stream(values()).map(Command::word).toList();
  }

  /** The options that say which server is meant, and more. */
  private static Set<Option> server(Option... more) {
    Set<Option> options =
        EnumSet.of(
            STAGE, SIZE, FPS, RENDERER, ENCODER, TRANSPORTS, PORT, BIND, ALLOW_ANONYMOUS, CONFIG);
    options.addAll(List.of(BUNDLE, WORK, HELP));
    options.addAll(List.of(more));
    return options;
  }
}
