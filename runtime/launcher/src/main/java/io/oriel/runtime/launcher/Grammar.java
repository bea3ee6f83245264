package io.oriel.runtime.launcher;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The form of the command line for picocli, which takes the arguments apart and writes the
 * completion for shells. It is built in code and not read from annotations, because a start waits
 * for it.
 */
final class Grammar {
  private Grammar() {}

  /** A parser; the last of an option given twice wins, so that a script's own come first. */
  static CommandLine parser() {
    return parser("oriel");
  }

  /**
   * A script for bash and zsh that completes the commands and options of a program.
   *
   * @param program its file name
   */
  static String completion(String program) {
    return AutoComplete.bash(program, parser(program));
  }

  private static CommandLine parser(String program) {
    CommandSpec root = spec(program, Command.RUN);
    for (Command command : Command.values()) {
      root.addSubcommand(command.word(), spec(command.word(), command));
    }
    return new CommandLine(root)
        .setOverwrittenOptionsAllowed(true)
        .setAllowOptionsAsOptionParameters(false)
        .setUnmatchedOptionsArePositionalParams(false)
        .setErr(new PrintWriter(Writer.nullWriter()));
  }

  private static CommandSpec spec(String name, Command command) {
    CommandSpec spec = CommandSpec.create().name(name);
    command.options().forEach(option -> spec.addOption(spec(option)));
    for (int index = 0; index < command.operands(); index++) {
      spec.addPositional(operand(command, index));
    }
    return spec;
  }

  private static OptionSpec spec(Option option) {
    OptionSpec.Builder spec = OptionSpec.builder(option.word());
    if (option == Option.HELP) {
      spec = OptionSpec.builder(option.word(), "-h").usageHelp(true);
    }
    if (option == Option.OUTPUT) {
      spec = OptionSpec.builder(option.word(), "-o");
    }
    if (!option.takesValue()) {
      return spec.arity("0").type(boolean.class).build();
    }
    if (option == Option.LOG) {
      spec.completionCandidates(LogForm.words());
    }
    return spec.arity("1")
        .paramLabel(option.argument())
        .type(option == Option.BUNDLE ? List.class : option.takesFile() ? Path.class : String.class)
        .auxiliaryTypes(option.takesFile() ? Path.class : String.class)
        .build();
  }

  private static PositionalParamSpec operand(Command command, int index) {
    PositionalParamSpec.Builder spec =
        PositionalParamSpec.builder()
            .index(Integer.toString(index))
            .arity("0..1")
            .type(String.class);
    if (index > 0) {
      return spec.build();
    }
    return switch (command) {
      case HELP_ -> spec.completionCandidates(Command.words()).build();
      case BUNDLES -> spec.completionCandidates(BundleVerb.words()).build();
      case COMPLETION -> spec.completionCandidates(Completion.SHELLS).build();
      default -> spec.build();
    };
  }
}
