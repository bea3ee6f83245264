package io.oriel.runtime.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What was asked for on the command line, each option in its own type. Values that a component
 * limits are checked with its configuration, not here.
 */
record CommandLine(
    Optional<Path> stage,
    Optional<Size> size,
    Optional<Integer> fps,
    Optional<String> renderer,
    Optional<String> encoder,
    Optional<Integer> port,
    Optional<String> bind,
    boolean allowAnonymous,
    Optional<Path> config,
    List<Path> bundles,
    Optional<Path> work,
    boolean once,
    boolean help,
    boolean version) {

  private static final Pattern SIZE = Pattern.compile("(\\d{1,5})[xX×](\\d{1,5})");
  private static final int MAX_PORT = 65535;

  /** Width and height in pixels. */
  record Size(int width, int height) {}

  /**
   * Reads the arguments. The last of an option given twice wins, so that a script's own come first.
   *
   * @throws UsageException when an argument is not understood or not possible
   */
  static CommandLine parse(List<String> arguments) throws UsageException {
    Map<Option, List<String>> given = new EnumMap<>(Option.class);
    for (int i = 0; i < arguments.size(); i++) {
      String[] parts = arguments.get(i).split("=", 2);
      Option option = option(parts[0]);
      String value = "";
      if (option.takesValue()) {
        value = parts.length == 2 ? parts[1] : following(option, arguments, ++i);
      } else if (parts.length == 2) {
        throw new UsageException(option.word() + " takes no value");
      }
      given.computeIfAbsent(option, key -> new ArrayList<>()).add(value);
    }
    return new Reader(given).read();
  }

  private static Option option(String word) throws UsageException {
    Optional<Option> option = Option.written(word.equals("-h") ? Option.HELP.word() : word);
    if (option.isEmpty()) {
      boolean isOption = word.startsWith("-");
      throw new UsageException(
          (isOption ? "unknown option " : "\"" + word + "\" belongs to no option")
              + (isOption ? word + Spelling.hint(word, Option.words()) : ""));
    }
    return option.get();
  }

  private static String following(Option option, List<String> arguments, int index)
      throws UsageException {
    if (index >= arguments.size() || arguments.get(index).startsWith("--")) {
      throw new UsageException(option.word() + " needs a value: " + option.argument());
    }
    return arguments.get(index);
  }

  /** Turns the texts into values. */
  private record Reader(Map<Option, List<String>> given) {
    CommandLine read() throws UsageException {
      return new CommandLine(
          file(Option.STAGE),
          size(),
          number(Option.FPS, 1, Integer.MAX_VALUE),
          text(Option.RENDERER),
          text(Option.ENCODER),
          number(Option.PORT, 0, MAX_PORT),
          text(Option.BIND),
          given.containsKey(Option.ALLOW_ANONYMOUS),
          file(Option.CONFIG),
          files(Option.BUNDLE),
          text(Option.WORK).map(Path::of),
          given.containsKey(Option.ONCE),
          given.containsKey(Option.HELP),
          given.containsKey(Option.VERSION));
    }

    private Optional<String> text(Option option) throws UsageException {
      List<String> values = given.getOrDefault(option, List.of());
      if (values.contains("")) {
        throw new UsageException(option.word() + " needs a value: " + option.argument());
      }
      return values.isEmpty() ? Optional.empty() : Optional.of(values.getLast());
    }

    private Optional<Path> file(Option option) throws UsageException {
      List<Path> files = files(option);
      return files.isEmpty() ? Optional.empty() : Optional.of(files.getLast());
    }

    private List<Path> files(Option option) throws UsageException {
      List<Path> files = new ArrayList<>();
      for (String value : given.getOrDefault(option, List.of())) {
        Path file = Path.of(value).toAbsolutePath().normalize();
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
          throw new UsageException(
              option.word() + " " + value + ": there is no such readable file");
        }
        files.add(file);
      }
      return files;
    }

    private Optional<Integer> number(Option option, int min, int max) throws UsageException {
      Optional<String> text = text(option);
      if (text.isEmpty()) {
        return Optional.empty();
      }
      try {
        int number = Integer.parseInt(text.get());
        if (number >= min && number <= max) {
          return Optional.of(number);
        }
      } catch (NumberFormatException notANumber) {
        // Refused below, like a number out of range.
      }
      String range = max == Integer.MAX_VALUE ? "of at least " + min : "from " + min + " to " + max;
      throw new UsageException(
          option.word() + " " + text.get() + ": must be a whole number " + range);
    }

    private Optional<Size> size() throws UsageException {
      Optional<String> text = text(Option.SIZE);
      if (text.isEmpty()) {
        return Optional.empty();
      }
      Matcher matcher = SIZE.matcher(text.get());
      if (!matcher.matches()) {
        throw new UsageException(
            "--size " + text.get() + ": must be width x height in pixels, as in 1920x1080");
      }
      return Optional.of(
          new Size(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))));
    }
  }
}
