package io.oriel.runtime.launcher;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What was asked for on the command line.
 *
 * @param command what to do
 * @param server which server is meant
 * @param flags the options without a value that were given
 * @param check a configuration file to be checked
 * @param output the file to write
 * @param timeout how long to wait
 * @param log the form of the log
 * @param operand the word that belongs to no option
 * @param object the second such word: what the first is done to
 * @param admin the address of a running server's private listener
 */
record Arguments(
    Command command,
    ServerOptions server,
    Set<Option> flags,
    Optional<Path> check,
    Optional<Path> output,
    Optional<Duration> timeout,
    LogForm log,
    Optional<String> operand,
    Optional<String> object,
    Optional<String> admin) {

  /**
   * Reads the arguments. Options may stand before the command too.
   *
   * @throws UsageException when an argument is not understood or not possible
   */
  static Arguments parse(List<String> arguments) throws UsageException {
    Optional<Map<Option, List<String>>> plain = PlainStart.read(arguments);
    return plain.isPresent()
        ? new OptionReader(plain.get()).read(Command.RUN, List.of())
        : parseWithPicocli(arguments);
  }

  /** Reads any arguments. */
  static Arguments parseWithPicocli(List<String> arguments) throws UsageException {
    ParseResult parsed;
    try {
      parsed = Grammar.parser().parseArgs(arguments.toArray(String[]::new));
    } catch (ParameterException e) {
      throw new UsageException(reason(e));
    }
    Optional<ParseResult> sub = Optional.ofNullable(parsed.subcommand());
    Command command =
        sub.flatMap(result -> Command.written(result.commandSpec().name())).orElse(Command.RUN);
    Map<Option, List<String>> given = new EnumMap<>(Option.class);
    collect(parsed, command, given);
    if (sub.isPresent()) {
      collect(sub.get(), command, given);
    }
    List<String> words =
        sub.stream()
            .flatMap(result -> result.matchedPositionals().stream())
            .map(word -> word.<String>getValue())
            .toList();
    return new OptionReader(given).read(command, words);
  }

  boolean has(Option flag) {
    return flags.contains(flag);
  }

  private static void collect(ParseResult parsed, Command command, Map<Option, List<String>> given)
      throws UsageException {
    for (OptionSpec spec : parsed.matchedOptionsSet()) {
      Option option = Option.written(spec.longestName()).orElseThrow();
      if (!command.options().contains(option)) {
        throw new UsageException(option.word() + " means nothing to " + command.word());
      }
      given
          .computeIfAbsent(option, absent -> new ArrayList<>())
          .addAll(spec.originalStringValues());
    }
  }

  private static String reason(ParameterException failure) {
    if (failure instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
      ArgSpec lacking = missing.getMissing().getFirst();
      return name(lacking) + " needs a value: " + lacking.paramLabel();
    }
    if (failure instanceof UnmatchedArgumentException unmatched) {
      return unknown(unmatched);
    }
    return failure.getMessage();
  }

  private static String unknown(UnmatchedArgumentException failure) {
    String word = failure.getUnmatched().getFirst();
    Command command =
        Command.written(failure.getCommandLine().getCommandName()).orElse(Command.RUN);
    if (word.startsWith("-")) {
      String name = word.split("=", 2)[0];
      boolean elsewhere = Option.written(name).isPresent();
      List<String> words = command.options().stream().map(Option::word).toList();
      return elsewhere
          ? name + " means nothing to " + command.word()
          : "unknown option " + name + Spelling.hint(name, words);
    }
    boolean first = failure.getCommandLine().getParent() == null;
    return '"'
        + word
        + '"'
        + (first ? " is no command and belongs to no option" : " is too much for " + command.word())
        + (first ? Spelling.hint(word, Command.words()) : "");
  }

  private static String name(ArgSpec spec) {
    return spec instanceof OptionSpec option ? option.longestName() : spec.paramLabel();
  }
}
