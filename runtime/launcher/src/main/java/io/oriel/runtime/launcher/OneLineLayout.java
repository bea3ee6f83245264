package io.oriel.runtime.launcher;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/**
 * One line an event: time, level, the bundle it is about, message, causes. Only an error is
 * followed by its stack trace, because only there somebody has to look into the code.
 */
final class OneLineLayout extends LayoutBase<ILoggingEvent> {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());
  private static final String ROOT_PACKAGE = "io.oriel.";

  @Override
  public String doLayout(ILoggingEvent event) {
    StringBuilder line = new StringBuilder(160);
    line.append(TIME.format(Instant.ofEpochMilli(event.getTimeStamp())));
    line.append(String.format(" %-5s ", event.getLevel()));
    line.append(about(event.getLoggerName())).append(": ");
    line.append(event.getFormattedMessage());
    IThrowableProxy thrown = event.getThrowableProxy();
    if (thrown != null && event.getLevel().isGreaterOrEqual(Level.ERROR)) {
      line.append(System.lineSeparator())
          .append(ThrowableProxyUtil.asString(thrown).stripTrailing());
    } else {
      for (; thrown != null; thrown = thrown.getCause()) {
        line.append(": ").append(thrown.getMessage()).append(" [");
        line.append(thrown.getClassName()).append(']');
      }
    }
    return line.append(System.lineSeparator()).toString();
  }

  /** The bundle that a logger belongs to, or the whole name of a foreign one. */
  private static String about(String logger) {
    int classBegins = logger.lastIndexOf('.');
    return logger.startsWith(ROOT_PACKAGE) && classBegins > ROOT_PACKAGE.length()
        ? logger.substring(ROOT_PACKAGE.length(), classBegins)
        : logger;
  }
}
