package io.oriel.engine;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the engine logs while a test listens. */
final class LogLines extends Handler implements AutoCloseable {
  private final Logger logger = Logger.getLogger("io.oriel.engine");
  private final List<String> lines = new CopyOnWriteArrayList<>();

  LogLines() {
    logger.addHandler(this);
  }

  List<String> with(String text) {
    return lines.stream().filter(line -> line.contains(text)).toList();
  }

  @Override
  public void publish(LogRecord line) {
    Object[] values = line.getParameters();
    String text = line.getMessage();
    for (int i = 0; values != null && i < values.length; i++) {
      text = text.replace("{" + i + "}", String.valueOf(values[i]));
    }
    lines.add(text);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
  }
}
