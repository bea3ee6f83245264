package io.oriel.runtime.launcher;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * Logging as the command line program has it: what Oriel does from INFO, what libraries do from
 * WARN, on standard output. A host that embeds Oriel keeps its own.
 *
 * <p>Logback finds it as a service, which spares the search for configuration files. It bears no
 * rank: to read that costs as much as the rest.
 */
public final class ConsoleLog extends ContextAwareBase implements Configurator {
  private static volatile boolean wanted;

  /** To be called before the first use of a logger. */
  static void use() {
    wanted = true;
  }

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    if (!wanted) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    OneLineLayout layout = new OneLineLayout();
    layout.setContext(context);
    layout.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setContext(context);
    encoder.setLayout(layout);
    encoder.start();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setEncoder(encoder);
    console.start();

    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(console);
    context.getLogger("io.oriel").setLevel(Level.INFO);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
