package io.oriel.runtime.launcher;

import io.oriel.api.embed.Settings;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a host's settings mean in the configuration.
 *
 * @param settings what the host said
 * @param surroundings what takes the place of defaults
 */
record HostConfiguration(Settings settings, Surroundings surroundings)
    implements ConfigurationSource {
  private static final String FACTORY = "io.oriel.engine.stream";

  /** The same around other settings. */
  HostConfiguration with(Settings other) {
    return new HostConfiguration(other, surroundings);
  }

  @Override
  public Configuration read(Collection<SettingGroup> groups) {
    Configuration said = said();
    List<SettingGroup> running = groups.stream().filter(said::runs).toList();
    return surroundings.offeredToHost(running).overriddenBy(said);
  }

  private Configuration said() {
    Map<String, Configuration.Entry> entries = new LinkedHashMap<>();
    settings
        .components()
        .forEach((pid, values) -> entries.put(pid, entry("component " + pid, values)));
    settings
        .streams()
        .forEach((name, stream) ->
            entries.merge(
                pid(name),
                entry("stream " + name, stream.values()),
                Configuration.Entry::overriddenBy));
    Map<String, String> off = new HashMap<>();
    settings.off().forEach(pid -> off.put(pid, "off " + pid));
    return Configuration.of(entries, off, List.of());
  }

  private static String pid(String stream) {
    return FACTORY + "~" + stream;
  }

  private static Configuration.Entry entry(String where, Map<String, Object> values) {
    Map<String, Configuration.Value> placed = new LinkedHashMap<>();
    values.forEach((key, value) -> placed.put(key, new Configuration.Value(where, value)));
    return new Configuration.Entry(where, placed);
  }
}
