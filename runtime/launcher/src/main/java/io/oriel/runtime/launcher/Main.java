package io.oriel.runtime.launcher;

import java.util.List;

/**
 * The command line program.
 *
 * <p>Exit codes: 0 done, 1 the server could not start or the doctor found something bad, 2 wrong
 * option or configuration. A signal stops the server in order and leaves the code that its sender
 * expects: 130 after SIGINT, 143 after SIGTERM.
 */
public final class Main {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int WRONG_INPUT = 2;

  private final Installation installation;
  private final Terminal terminal;

  private Main(Installation installation, Terminal terminal) {
    this.installation = installation;
    this.terminal = terminal;
  }

  /** Does what the arguments say; see {@code --help}. */
  public static void main(String[] arguments) {
    ConsoleLog.silence();
    Main main = new Main(Installation.present(), Terminal.present());
    System.exit(main.run(List.of(arguments)));
  }

  private int run(List<String> words) {
    try {
      return run(Arguments.parse(words));
    } catch (UsageException e) {
      terminal.err().println("oriel: " + e.getMessage());
      terminal.err().println("       " + installation.command() + " --help shows what there is");
      return WRONG_INPUT;
    } catch (ConfigurationException e) {
      e.mistakes().forEach(problem -> terminal.err().println("oriel: " + problem));
      return WRONG_INPUT;
    } catch (StartException e) {
      e.getMessage()
          .lines()
          .forEach(reason -> terminal.err().println("oriel: cannot start: " + reason));
      return FAILED;
    }
  }

  private int run(Arguments arguments)
      throws UsageException, ConfigurationException, StartException {
    if (arguments.has(Option.HELP)) {
      return print(Help.text(arguments.command(), installation.command()));
    }
    if (arguments.has(Option.VERSION)) {
      return print("Oriel " + installation.version() + "\n");
    }
    Setup setup = new Setup(installation, arguments.server());
    return switch (arguments.command()) {
      case RUN -> new RunCommand(setup, arguments, terminal).run();
      case DOCTOR -> new DoctorCommand(setup, arguments, terminal).run();
      case CONFIG_ -> new ConfigCommand(setup, arguments, terminal).run();
      case BUNDLES -> new BundlesCommand(setup, arguments, terminal).run();
      case GRAB -> new GrabCommand(setup, arguments, terminal).run();
      case HELP_ -> print(Help.text(topic(arguments), installation.command()));
      case COMPLETION ->
          print(Completion.script(arguments.operand().orElse(""), installation.command()));
    };
  }

  private int print(String text) {
    terminal.out().print(text);
    return DONE;
  }

  private static Command topic(Arguments arguments) throws UsageException {
    String word = arguments.operand().orElse(Command.RUN.word());
    return Command.written(word)
        .orElseThrow(() ->
            new UsageException(
                '"' + word + "\" is no command" + Spelling.hint(word, Command.words())));
  }
}
