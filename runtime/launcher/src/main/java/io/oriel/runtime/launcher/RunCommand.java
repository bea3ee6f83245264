package io.oriel.runtime.launcher;

/** {@code oriel run}: runs the server until it is asked to stop. */
final class RunCommand {
  private static final long PROGRAM_STARTED_MILLIS = System.currentTimeMillis();

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
    Embedded embedded = Embedded.start(setup.embedding());
    watch.begin(() -> embedded.reconfigure(setup::configuration), embedded::isRunning);
    log()
        .log(
            System.Logger.Level.INFO,
            "{0} bundles started in {1} ms",
            embedded.bundleContext().getBundles().length - 1,
            Long.toString(sinceStartMillis()));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(embedded), "oriel-stop"));
    return switch (new StartUp(embedded).await()) {
      case StartUp.Outcome.Ready ready -> ready(embedded);
      case StartUp.Outcome.Stopped stopped -> Main.DONE;
      case StartUp.Outcome.Failed failed -> {
        failed
            .reasons()
            .forEach(reason -> terminal.err().println("oriel: cannot start: " + reason));
        yield Main.FAILED;
      }
    };
  }

  private int ready(Embedded embedded) {
    log().log(System.Logger.Level.INFO, "ready in {0} ms", Long.toString(sinceStartMillis()));
    if (arguments.has(Option.ONCE)) {
      return Main.DONE;
    }
    if (arguments.log() == LogForm.TEXT && !arguments.has(Option.QUIET)) {
      terminal.out().print(Addresses.of(embedded).greeting());
    }
    embedded.awaitStop();
    return Main.DONE;
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
    return System.getLogger(RunCommand.class.getName());
  }

  /** Since the start script began when it says so, because the JVM's own start counts too. */
  private static long sinceStartMillis() {
    return System.currentTimeMillis() - Long.getLong("oriel.started", PROGRAM_STARTED_MILLIS);
  }
}
