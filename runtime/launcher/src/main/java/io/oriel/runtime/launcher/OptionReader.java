package io.oriel.runtime.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Turns the texts of options into values.
 *
 * @param given the texts of each option in their order
 */
record OptionReader(Map<Option, List<String>> given) {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,5})[xX×](\\d{1,5})");
  private static final Pattern TIME = Pattern.compile("(\\d{1,6})(s|ms|)");
  private static final int MAX_PORT = 65535;

  Arguments read(Command command, List<String> words) throws UsageException {
    Set<Option> flags = EnumSet.noneOf(Option.class);
    given.keySet().stream().filter(option -> !option.takesValue()).forEach(flags::add);
    ServerOptions server =
        new ServerOptions(
            file(Option.STAGE),
            size(),
            number(Option.FPS, 1, Integer.MAX_VALUE),
            text(Option.RENDERER),
            text(Option.ENCODER),
            names(Option.TRANSPORTS),
            number(Option.PORT, 0, MAX_PORT),
            text(Option.BIND),
            flags.contains(Option.ALLOW_ANONYMOUS),
            file(Option.CONFIG),
            files(Option.BUNDLE),
            text(Option.WORK).map(Path::of),
            flags.contains(Option.ONCE));
    return new Arguments(
        command,
        server,
        flags,
        file(Option.CHECK),
        text(Option.OUTPUT).map(Path::of),
        duration(Option.TIMEOUT),
        logForm(),
        words.stream().findFirst(),
        words.stream().skip(1).findFirst(),
        text(Option.ADMIN));
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
        throw new UsageException(option.word() + " " + value + ": there is no such readable file");
      }
      files.add(file);
    }
    return files;
  }

  private Optional<List<String>> names(Option option) throws UsageException {
    Optional<String> text = text(option);
    List<String> names = text.stream().flatMap(all -> Stream.of(all.split(",", -1))).toList();
    if (names.contains("")) {
      throw new UsageException(
          option.word() + " " + text.get() + ": must be names with commas between");
    }
    return text.map(given -> names);
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

  private Optional<Duration> duration(Option option) throws UsageException {
    Optional<String> text = text(option);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Matcher matcher = TIME.matcher(text.get());
    if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
      throw new UsageException(
          option.word() + " " + text.get() + ": must be a time, as in 10s or 500ms");
    }
    long number = Long.parseLong(matcher.group(1));
    return Optional.of(
        matcher.group(2).equals("ms") ? Duration.ofMillis(number) : Duration.ofSeconds(number));
  }

  private Optional<ServerOptions.Size> size() throws UsageException {
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
        new ServerOptions.Size(
            Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))));
  }

  private LogForm logForm() throws UsageException {
    String form = text(Option.LOG).orElse("text");
    if (!LogForm.words().contains(form)) {
      throw new UsageException("--log " + form + ": must be one of " + LogForm.words());
    }
    return LogForm.valueOf(form.toUpperCase(Locale.ROOT));
  }
}
