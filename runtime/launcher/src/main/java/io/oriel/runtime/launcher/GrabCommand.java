package io.oriel.runtime.launcher;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.spi.ToolProvider;

/**
 * {@code oriel grab}: takes one picture of a stream that some server shows. The tool is no part of
 * the launcher: it lies beside the bundles and runs on their classes, without a framework.
 */
final class GrabCommand {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Setup setup;
  private final Arguments arguments;
  private final Terminal terminal;

  GrabCommand(Setup setup, Arguments arguments, Terminal terminal) {
    this.setup = setup;
    this.arguments = arguments;
    this.terminal = terminal;
  }

  /** Returns the exit code. */
  int run() throws UsageException, StartException {
    String source =
        arguments.operand().orElseThrow(() -> new UsageException("grab needs a source"));
    ConsoleLog.use(arguments.log(), true);
    Writer out =
        arguments.has(Option.QUIET) ? Writer.nullWriter() : new PrintWriter(terminal.out(), true);
    try (URLClassLoader loader = new URLClassLoader(jars(), getClass().getClassLoader())) {
      return tool(loader)
          .run(
              new PrintWriter(out, true),
              new PrintWriter(terminal.err(), true),
              source,
              arguments.output().map(Path::toString).orElse(""),
              Long.toString(arguments.timeout().orElse(LIMIT).toMillis()),
              Surroundings.of(setup.work()).cache().toString());
    } catch (IOException e) {
      throw new StartException(
          "its parts cannot be read (" + e + "); unpack the distribution again", e);
    }
  }

  private ToolProvider tool(ClassLoader loader) throws StartException {
    return ServiceLoader.load(ToolProvider.class, loader).stream()
        .map(ServiceLoader.Provider::get)
        .filter(tool -> tool.name().equals(arguments.command().word()))
        .findFirst()
        .orElseThrow(() ->
            new StartException(
                "there is no grab in "
                    + setup.installation().tools()
                    + "; unpack the distribution again"));
  }

  private URL[] jars() throws IOException {
    List<Path> files = new ArrayList<>(BundleJar.files(setup.installation().tools()));
    files.addAll(setup.bundleFiles());
    List<URL> urls = new ArrayList<>();
    for (Path file : files) {
      urls.add(url(file));
    }
    return urls.toArray(URL[]::new);
  }

  private static URL url(Path file) throws MalformedURLException {
    return file.toUri().toURL();
  }
}
