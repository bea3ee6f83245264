package io.oriel.runtime.launcher;

import java.time.Duration;

/** {@code oriel run}: runs the server until it is asked to stop. */
final class RunCommand {
  private static final long PROGRAM_STARTED_MILLIS = System.currentTimeMillis();

  /** The process ends anyway: whoever ended it does not wait for long. */
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

  private final Setup setup;
  private final Arguments arguments;
  private final Terminal terminal;

  RunCommand(Setup setup, Arguments arguments, Terminal terminal) {
    this.setup = setup;
    this.arguments = arguments;
    this.terminal = terminal;
  }

  /** Returns the exit code when the server has stopped or could not start. */
  int run() throws ConfigurationException, StartException {
    ConsoleLog.use(arguments.log(), arguments.has(Option.QUIET));
    ConfigurationWatch watch = new ConfigurationWatch(setup.files());
    Embedded embedded = setup.embedding().start();
    watch.begin(
        () -> embedded.configuration().replace(setup::configuration),
        embedded.framework()::isRunning);
    log()
        .log(
            System.Logger.Level.INFO,
            "{0} bundles started in {1} ms",
            embedded.framework().context().getBundles().length - 1,
            Long.toString(sinceStartMillis()));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(embedded), "oriel-stop"));
    return switch (outcome(embedded)) {
      case StartUp.Outcome.Ready ready -> ready(embedded);
      case StartUp.Outcome.Failed failed -> {
        failed.lines().forEach(reason -> terminal.err().println("oriel: cannot start: " + reason));
        yield Main.FAILED;
      }
      default -> Main.DONE;
    };
  }

  /** However long it takes: a server that is not ready is up and says why. */
  private static StartUp.Outcome outcome(Embedded embedded) {
    try {
      return new StartUp(embedded).await(Duration.ofNanos(Long.MAX_VALUE));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new StartUp.Outcome.Stopped();
    }
  }

  private int ready(Embedded embedded) {
    log().log(System.Logger.Level.INFO, "ready in {0} ms", Long.toString(sinceStartMillis()));
    if (arguments.has(Option.ONCE)) {
      return Main.DONE;
    }
    if (arguments.log() == LogForm.TEXT && !arguments.has(Option.QUIET)) {
      terminal.out().print(Addresses.of(embedded.framework().context()).greeting());
    }
    embedded.framework().awaitStop();
    return Main.DONE;
  }

  private static void stop(Embedded embedded) {
    boolean wasRunning = embedded.framework().isRunning();
    embedded.framework().stop(STOP_LIMIT);
    if (wasRunning) {
      log().log(System.Logger.Level.INFO, "stopped");
    }
  }

  /** Not a constant, because the log must be chosen before a logger is there. */
  private static System.Logger log() {
    return System.getLogger(RunCommand.class.getName());
  }

  /** Since the start script began when it says so, because the JVM's own start counts too. */
  private static long sinceStartMillis() {
    return System.currentTimeMillis() - Long.getLong("oriel.started", PROGRAM_STARTED_MILLIS);
  }
}
