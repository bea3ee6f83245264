package io.oriel.api.embed;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * How streams and components are configured; what is not said has its default. Nothing is checked
 * here: {@link OrielBuilder#start} lists all that is wrong. Immutable.
 *
 * @param streams the streams, by name
 * @param components the settings of components by PID, or by {@code factory.pid~name} for one of
 *     many; keys and values are those of the bundles' READMEs, and a value is a String, a Boolean,
 *     a Number or a List of those
 * @param off the PIDs of the transports that do not run
 */
public record Settings(
    Map<String, StreamSettings> streams,
    Map<String, Map<String, Object>> components,
    Set<String> off) {
  private static final String PUSHED = "io.oriel.engine.pushed~";

  /** Nothing said: no stream, and every component with its defaults. */
  public static final Settings EMPTY = new Settings(Map.of(), Map.of(), Set.of());

  /** What holds where a host says nothing: one stream, {@code main}. */
  public static final Settings DEFAULTS = EMPTY.stream(StreamSettings.named("main"));

  public Settings {
    streams = Map.copyOf(streams);
    Map<String, Map<String, Object>> copied = new LinkedHashMap<>();
    components.forEach((pid, values) -> copied.put(pid, Map.copyOf(values)));
    components = Map.copyOf(copied);
    off = Set.copyOf(off);
  }

  /** With this stream, in the place of the one of its name if there is one, pushed or not. */
  public Settings stream(StreamSettings stream) {
    Settings others = withoutStream(stream.name());
    Map<String, StreamSettings> more = new LinkedHashMap<>(others.streams);
    more.put(stream.name(), stream);
    return new Settings(more, others.components, off);
  }

  /**
   * With a stream that shows what the host pushes, in the place of the one of its name if there is
   * one; see {@link PushedStream}. Its {@code source} is pictures unless said {@linkplain
   * StreamSettings#with otherwise}.
   */
  public Settings pushed(StreamSettings stream) {
    return withoutStream(stream.name()).component(PUSHED + stream.name(), stream.values());
  }

  /** Without a stream, pushed or not. */
  public Settings withoutStream(String name) {
    Map<String, StreamSettings> fewer = new LinkedHashMap<>(streams);
    fewer.remove(name);
    Map<String, Map<String, Object>> others = new LinkedHashMap<>(components);
    others.remove(PUSHED + name);
    return new Settings(fewer, others, off);
  }

  /**
   * With these settings of a component over those it has. A transport that is off until it is
   * mentioned runs by this, also without a value.
   */
  public Settings component(String pid, Map<String, ?> values) {
    Map<String, Object> all = new TreeMap<>(components.getOrDefault(pid, Map.of()));
    all.putAll(values);
    Map<String, Map<String, Object>> more = new LinkedHashMap<>(components);
    more.put(pid, Map.copyOf(all));
    return new Settings(streams, more, without(off, pid));
  }

  /** With a transport off. */
  public Settings off(String pid) {
    Map<String, Map<String, Object>> fewer = new LinkedHashMap<>(components);
    fewer.remove(Objects.requireNonNull(pid, "pid"));
    Set<String> more = new HashSet<>(off);
    more.add(pid);
    return new Settings(streams, fewer, more);
  }

  private static Set<String> without(Collection<String> names, String name) {
    Set<String> rest = new HashSet<>(names);
    rest.remove(name);
    return rest;
  }
}
