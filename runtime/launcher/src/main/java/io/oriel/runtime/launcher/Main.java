package io.oriel.runtime.launcher;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * The command line program. It runs until it is asked to stop.
 *
 * <p>Exit codes: 0 done, 1 the server could not start, 2 wrong option or configuration. A signal
 * stops the server in order and leaves the code that its sender expects: 130 after SIGINT, 143
 * after SIGTERM.
 */
public final class Main {
  private static final long MAIN_STARTED_MILLIS = System.currentTimeMillis();
  private static final int DONE = 0;
  private static final int NOT_STARTED = 1;
  private static final int WRONG_INPUT = 2;

  private final Installation installation;
  private final PrintStream out;
  private final PrintStream err;

  private Main(Installation installation, PrintStream out, PrintStream err) {
    this.installation = installation;
    this.out = out;
    this.err = err;
  }

  /** Runs the server; see {@code --help}. */
  public static void main(String[] arguments) {
    ConsoleLog.use();
    Main main = new Main(Installation.present(), System.out, System.err);
    System.exit(main.run(List.of(arguments)));
  }

  private int run(List<String> arguments) {
    try {
      CommandLine line = CommandLine.parse(arguments);
      if (line.help()) {
        out.print(Help.text(installation.command()));
        return DONE;
      }
      if (line.version()) {
        out.println("Oriel " + installation.version());
        return DONE;
      }
      return serve(line);
    } catch (UsageException e) {
      err.println("oriel: " + e.getMessage());
      err.println("       " + installation.command() + " --help shows every option");
      return WRONG_INPUT;
    } catch (ConfigurationException e) {
      e.problems().forEach(problem -> err.println("oriel: " + problem));
      return WRONG_INPUT;
    } catch (StartException e) {
      e.getMessage().lines().forEach(reason -> err.println("oriel: cannot start: " + reason));
      return NOT_STARTED;
    }
  }

  private int serve(CommandLine line) throws ConfigurationException, StartException {
    Embedded embedded = Embedded.start(options(line));
    log()
        .log(
            System.Logger.Level.INFO,
            "{0} bundles started in {1} ms",
            embedded.bundleContext().getBundles().length - 1,
            Long.toString(sinceStartMillis()));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(embedded), "oriel-stop"));
    return switch (new StartUp(embedded).await()) {
      case StartUp.Outcome.Ready ready -> ready(embedded, line);
      case StartUp.Outcome.Stopped stopped -> DONE;
      case StartUp.Outcome.Failed failed -> {
        failed.reasons().forEach(reason -> err.println("oriel: cannot start: " + reason));
        yield NOT_STARTED;
      }
    };
  }

  private EmbeddingOptions options(CommandLine line) {
    EmbeddingOptions.Builder options =
        EmbeddingOptions.builder()
            .bundleDirectory(installation.bundles())
            .configuration(settings -> configuration(line, settings))
            .workDirectory(work(line));
    line.bundles().forEach(options::bundle);
    return options.build();
  }

  private Path work(CommandLine line) {
    return line.work().orElse(installation.work());
  }

  private Configuration configuration(CommandLine line, Collection<SettingGroup> settings)
      throws ConfigurationException {
    Path file = line.config().orElse(installation.configuration());
    Configuration written =
        line.config().isPresent() || Files.exists(file)
            ? ConfigurationFile.read(file)
            : Configuration.empty();
    return Surroundings.of(work(line))
        .offeredTo(settings)
        .overriddenBy(written)
        .overriddenBy(Overrides.of(line, settings));
  }

  private int ready(Embedded embedded, CommandLine line) {
    log().log(System.Logger.Level.INFO, "ready in {0} ms", Long.toString(sinceStartMillis()));
    if (line.once()) {
      return DONE;
    }
    out.print(Addresses.of(embedded).greeting());
    embedded.awaitStop();
    return DONE;
  }

  private static void stop(Embedded embedded) {
    boolean wasRunning = embedded.isRunning();
    embedded.close();
    if (wasRunning) {
      log().log(System.Logger.Level.INFO, "stopped");
    }
  }

  /** Not a constant, because the log must be chosen before a logger is there. */
  private static System.Logger log() {
    return System.getLogger(Main.class.getName());
  }

  /** Since the start script began when it says so, because the JVM's own start counts too. */
  private static long sinceStartMillis() {
    return System.currentTimeMillis() - Long.getLong("oriel.started", MAIN_STARTED_MILLIS);
  }
}
