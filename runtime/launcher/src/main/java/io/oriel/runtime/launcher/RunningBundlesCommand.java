package io.oriel.runtime.launcher;

import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;

/** {@code oriel bundles list|install|start|stop|remove}: asks a server that runs. */
final class RunningBundlesCommand {
  private static final String PATH = "/admin/bundles";
  private static final int FIRST_ERROR = 400;

  private final Setup setup;
  private final Arguments arguments;
  private final Terminal terminal;

  RunningBundlesCommand(Setup setup, Arguments arguments, Terminal terminal) {
    this.setup = setup;
    this.arguments = arguments;
    this.terminal = terminal;
  }

  /** Returns the exit code. */
  int run() throws UsageException, StartException {
    BundleVerb verb = BundleVerb.written(arguments.operand().orElseThrow());
    if (!arguments.server().bundles().isEmpty()) {
      throw new UsageException("--bundle means nothing to bundles " + verb.word());
    }
    AdminClient client =
        AdminClient.of(arguments.admin(), Surroundings.of(setup.work()).adminToken());
    return switch (verb) {
      case LIST -> {
        if (arguments.object().isPresent()) {
          throw new UsageException('"' + arguments.object().get() + "\" is too much for list");
        }
        yield tell(verb, client.send("GET", PATH, BodyPublishers.noBody()));
      }
      case INSTALL ->
          tell(verb, client.send(verb.method(), PATH, file(object("the file of a bundle"))));
      case START, STOP, REMOVE ->
          tell(
              verb,
              client.send(
                  verb.method(),
                  PATH
                      + "/"
                      + number(object("the number of a bundle, see bundles list"))
                      + verb.suffix(),
                  BodyPublishers.noBody()));
    };
  }

  private String object(String what) throws UsageException {
    return arguments
        .object()
        .orElseThrow(() ->
            new UsageException("bundles " + arguments.operand().orElseThrow() + " needs " + what));
  }

  private static BodyPublisher file(String name) throws UsageException {
    try {
      return BodyPublishers.ofFile(Path.of(name));
    } catch (FileNotFoundException e) {
      throw new UsageException(name + ": there is no such readable file");
    }
  }

  private static long number(String text) throws UsageException {
    try {
      return Long.parseUnsignedLong(text);
    } catch (NumberFormatException e) {
      throw new UsageException("\"" + text + "\" is no number of a bundle, see bundles list");
    }
  }

  private int tell(BundleVerb verb, HttpResponse<String> answer) throws StartException {
    boolean refused = answer.statusCode() >= FIRST_ERROR;
    if (arguments.has(Option.JSON)) {
      terminal.out().println(answer.body());
    } else if (refused) {
      terminal.err().println("oriel: " + problem(answer));
    } else if (verb == BundleVerb.LIST) {
      list(object(answer)).forEach(bundle -> terminal.out().print(line(bundle)));
    } else if (!arguments.has(Option.QUIET)) {
      terminal.out().print(verb == BundleVerb.REMOVE ? "removed\n" : line(object(answer)));
    }
    return refused ? Main.FAILED : Main.DONE;
  }

  /** Detail and remedy; a proxy in between may answer with anything. */
  private static String problem(HttpResponse<String> answer) throws StartException {
    Map<?, ?> problem = object(answer);
    Object detail = problem.get("detail") == null ? problem.get("title") : problem.get("detail");
    return detail + " [" + problem.get("code") + "] " + problem.get("remedy");
  }

  private static Map<?, ?> object(HttpResponse<String> answer) throws StartException {
    try {
      if (Json.value(answer.body()) instanceof Map<?, ?> object) {
        return object;
      }
    } catch (JacksonException e) {
      // Told below.
    }
    throw new StartException(
        "what answers at " + answer.uri() + " is no Oriel: status " + answer.statusCode(),
        new IllegalStateException());
  }

  private static List<Map<?, ?>> list(Map<?, ?> answer) {
    return answer.get("bundles") instanceof List<?> bundles
        ? bundles.stream().<Map<?, ?>>map(bundle -> (Map<?, ?>) bundle).toList()
        : List.of();
  }

  private String line(Map<?, ?> bundle) {
    if (arguments.has(Option.QUIET)) {
      return bundle.get("name") + "\n";
    }
    String name = String.format("%4s  %-38s", bundle.get("id"), bundle.get("name"));
    return terminal.inked(Terminal.Ink.BOLD, name)
        + String.format(
                Locale.ROOT,
                " %-18s %-9s %-12s %s%n",
                bundle.get("version"),
                bundle.get("state"),
                bundle.get("origin"),
                uses(bundle))
            .replaceFirst(" +\n", "\n");
  }

  /** What its services do, if anybody says so. */
  private static String uses(Map<?, ?> bundle) {
    return bundle.get("uses") instanceof List<?> uses
        ? uses.stream()
            .map(use -> (Map<?, ?>) use)
            .collect(
                Collectors.groupingBy(
                    use -> String.valueOf(use.get("state")),
                    java.util.TreeMap::new,
                    Collectors.counting()))
            .entrySet()
            .stream()
            .map(state -> state.getValue() + " " + state.getKey())
            .collect(Collectors.joining(", "))
        : "";
  }
}
