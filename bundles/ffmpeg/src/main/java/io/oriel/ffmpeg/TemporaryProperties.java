package io.oriel.ffmpeg;

import java.util.ArrayList;
import java.util.List;

/** System properties that are set until it closes. One that was set before is left as it is. */
final class TemporaryProperties implements AutoCloseable {
  private final List<String> set = new ArrayList<>();

  void set(String key, String value) {
    if (System.getProperty(key) == null) {
      System.setProperty(key, value);
      set.add(key);
    }
  }

  @Override
  public void close() {
    set.forEach(System::clearProperty);
  }
}
