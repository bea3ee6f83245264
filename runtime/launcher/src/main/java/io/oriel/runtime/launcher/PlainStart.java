package io.oriel.runtime.launcher;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes the arguments of a plain start of the server apart, which is where time counts. To picocli
 * it would wait some 70 ms: its classes are of a format that is too old for the archive of classes.
 * Everything else is left to picocli: other commands, help, and every mistake.
 */
final class PlainStart {
  private PlainStart() {}

  /** The texts of each option, or nothing if this is more than options of {@link Command#RUN}. */
  static Optional<Map<Option, List<String>>> read(List<String> arguments) {
    Map<Option, List<String>> given = new EnumMap<>(Option.class);
    boolean word = !arguments.isEmpty() && arguments.getFirst().equals(Command.RUN.word());
    for (int i = word ? 1 : 0; i < arguments.size(); i++) {
      String[] parts = arguments.get(i).split("=", 2);
      Optional<Option> option = Option.written(parts[0]).filter(PlainStart::isPlain);
      boolean alone = option.isPresent() && !option.get().takesValue();
      boolean next = parts.length == 1 && !alone;
      if (option.isEmpty() || (alone && parts.length == 2) || (next && !isValue(arguments, ++i))) {
        return Optional.empty();
      }
      String value = alone ? "" : next ? arguments.get(i) : parts[1];
      given.computeIfAbsent(option.get(), absent -> new ArrayList<>()).add(value);
    }
    return Optional.of(given);
  }

  private static boolean isPlain(Option option) {
    return option != Option.HELP && Command.RUN.options().contains(option);
  }

  private static boolean isValue(List<String> arguments, int index) {
    return index < arguments.size() && !arguments.get(index).startsWith("-");
  }
}
