package io.oriel.runtime.launcher;

import ch.qos.logback.classic.ClassicConstants;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Logging as the command line program has it: what Oriel does from INFO, what libraries do from
 * WARN, on standard output. A host that has a configuration of Logback keeps its own; one that has
 * none gets this, for Logback would print everything.
 *
 * <p>Logback finds it as a service, which spares the search for configuration files. It bears no
 * rank: to read that costs as much as the rest.
 */
public final class ConsoleLog extends ContextAwareBase implements Configurator {
  private static final Style PLAIN = new Style(LogForm.TEXT, Level.INFO, Level.WARN);

  private static volatile Optional<Style> style = Optional.empty();

  /** What is logged, and in which form. */
  private record Style(LogForm form, Level own, Level others) {}

  /**
   * To be called before the first use of a logger.
   *
   * @param quiet leaves out what is only worth knowing
   */
  static void use(LogForm form, boolean quiet) {
    style = Optional.of(new Style(form, quiet ? Level.WARN : Level.INFO, Level.WARN));
  }

  /** Logs nothing, unless {@link #use} follows: what a command prints is its answer. */
  static void silence() {
    style = Optional.of(new Style(LogForm.TEXT, Level.OFF, Level.OFF));
  }

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    if (style.isEmpty() && hostHasItsOwn()) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    Style used = style.orElse(PLAIN);
    Encoder<ILoggingEvent> encoder = used.form() == LogForm.JSON ? jsonLines() : lines(context);
    encoder.setContext(context);
    encoder.start();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setEncoder(encoder);
    console.start();

    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(used.others());
    root.addAppender(console);
    context.getLogger("io.oriel").setLevel(used.own());
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  private static boolean hostHasItsOwn() {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    return System.getProperty(ClassicConstants.CONFIG_FILE_PROPERTY) != null
        || loader != null
            && Stream.of(ClassicConstants.TEST_AUTOCONFIG_FILE, ClassicConstants.AUTOCONFIG_FILE)
                .anyMatch(file -> loader.getResource(file) != null);
  }

  private static Encoder<ILoggingEvent> lines(LoggerContext context) {
    OneLineLayout layout = new OneLineLayout();
    layout.setContext(context);
    layout.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setLayout(layout);
    return encoder;
  }

  private static Encoder<ILoggingEvent> jsonLines() {
    JsonEncoder encoder = new JsonEncoder();
    encoder.setWithSequenceNumber(false);
    encoder.setWithNanoseconds(false);
    encoder.setWithContext(false);
    encoder.setWithMarkers(false);
    encoder.setWithMDC(false);
    encoder.setWithKVPList(false);
    encoder.setWithArguments(false);
    encoder.setWithMessage(false);
    encoder.setWithFormattedMessage(true);
    return encoder;
  }
}
