package io.oriel.api.embed;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The settings of one stream; what is not said has the default that the engine documents. Nothing
 * is checked here: {@link OrielBuilder#start} lists all that is wrong. Immutable.
 *
 * @param name of the stream: 1 to 64 letters, digits, dots, hyphens, underscores
 * @param values what was said, by the engine's own keys
 */
public record StreamSettings(String name, Map<String, Object> values) {
  public StreamSettings {
    Objects.requireNonNull(name, "name");
    values = Map.copyOf(values);
  }

  /** A stream with every default. */
  public static StreamSettings named(String name) {
    return new StreamSettings(name, Map.of());
  }

  /** Width and height of the picture in pixels: 16 to 8192, even. */
  public StreamSettings size(int width, int height) {
    return with("width", width).with("height", height);
  }

  /** Pictures a second: 1 to 240. */
  public StreamSettings framesPerSecond(int rate) {
    return with("fps", rate);
  }

  /** Which renderer draws, by its {@code oriel.renderer}. */
  public StreamSettings renderer(String renderer) {
    return with("renderer", renderer);
  }

  /** The file of the stage that is shown first. */
  public StreamSettings stage(Path file) {
    return with("stage", file.toAbsolutePath().toString());
  }

  /** Any other setting of a stream, by its key. */
  public StreamSettings with(String key, Object value) {
    Map<String, Object> more = new TreeMap<>(values);
    more.put(key, Objects.requireNonNull(value, key));
    return new StreamSettings(name, more);
  }
}
