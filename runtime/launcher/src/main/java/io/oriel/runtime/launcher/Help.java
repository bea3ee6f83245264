package io.oriel.runtime.launcher;

/** The text of {@code --help}. */
final class Help {
  private Help() {}

  /** The whole text, for a program that is started by the given command. */
  static String text(String command) {
    StringBuilder options = new StringBuilder();
    for (Option option : Option.values()) {
      String left = (option.word() + " " + option.argument()).trim();
      options.append("  %-18s %s%n".formatted(left, option.meaning()));
    }
    return """
    Oriel renders a USD stage and streams it, live and interactive, to browsers.

    Usage: COMMAND [options]

      COMMAND
          shows the workshop that comes with Oriel; open the printed address in a browser
      COMMAND --stage kitchen.usd --size 1920x1080
          shows a stage of your own
      COMMAND --bind 0.0.0.0 --allow-anonymous
          lets everybody on the network watch and steer
      COMMAND --bundle my-converter.jar
          runs with a part of your own

    Options (they win over the configuration file):
    OPTIONS
    All other settings are in the configuration file; a wrong one is answered with what is
    allowed. Ctrl-C stops the server in order.

    Exit codes: 0 done, 1 the server could not start, 2 wrong option or configuration,
    130 stopped by Ctrl-C, 143 stopped by SIGTERM.
    """
        .replace("COMMAND", command)
        .replace("OPTIONS\n", options.toString() + "\n");
  }
}
