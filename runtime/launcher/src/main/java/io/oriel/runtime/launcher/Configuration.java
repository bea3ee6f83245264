package io.oriel.runtime.launcher;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A configuration as it was written, before anybody checked it: values by PID and key, each with
 * the place where it was written. Immutable.
 *
 * <p>A PID is written {@code pid}, or {@code factory.pid~name} for a named configuration of a
 * factory.
 */
public final class Configuration {
  private final Map<String, Entry> entries;

  private Configuration(Map<String, Entry> entries) {
    this.entries = Collections.unmodifiableMap(entries);
  }

  /** A configuration without an entry. */
  public static Configuration empty() {
    return new Configuration(Map.of());
  }

  /**
   * A configuration made in code.
   *
   * @param where what an error calls the source
   * @param values PID, then key, to a String, a Boolean, a Number or a List of those
   */
  public static Configuration of(String where, Map<String, ? extends Map<String, ?>> values) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    values.forEach((pid, properties) -> {
      Map<String, Value> byKey = new LinkedHashMap<>();
      properties.forEach((key, value) -> byKey.put(key, new Value(where, value)));
      entries.put(pid, new Entry(where, byKey));
    });
    return new Configuration(entries);
  }

  static Configuration of(Map<String, Entry> entries) {
    return new Configuration(new LinkedHashMap<>(entries));
  }

  /** This configuration with another one's values put over its own, key by key. */
  public Configuration overriddenBy(Configuration other) {
    Map<String, Entry> merged = new LinkedHashMap<>(entries);
    other.entries.forEach((pid, entry) -> merged.merge(pid, entry, Entry::overriddenBy));
    return new Configuration(merged);
  }

  Map<String, Entry> entries() {
    return entries;
  }

  /**
   * Checks everything against what the bundles describe.
   *
   * @return the properties in the types that the components read, by PID; a component that has
   *     settings and is not mentioned gets an empty entry, so that it starts with its defaults
   * @throws ConfigurationException when anything is wrong, with all of it
   */
  Map<String, Map<String, Object>> check(Collection<SettingGroup> groups)
      throws ConfigurationException {
    Map<String, SettingGroup> byPid =
        groups.stream()
            .collect(
                Collectors.toMap(
                    SettingGroup::pid, Function.identity(), (a, b) -> a, LinkedHashMap::new));
    List<ConfigurationProblem> problems = new ArrayList<>();
    Map<String, Map<String, Object>> checked = new LinkedHashMap<>();
    entries.forEach(
        (pid, entry) -> checked.put(pid, new EntryCheck(pid, entry, byPid).run(problems)));
    for (SettingGroup group : byPid.values()) {
      if (!group.factory() && !checked.containsKey(group.pid())) {
        Entry absent = new Entry("configuration", Map.of());
        checked.put(group.pid(), new EntryCheck(group.pid(), absent, byPid).run(problems));
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    return checked;
  }

  /**
   * All that was written under one PID.
   *
   * @param where the place of the PID
   * @param values the values by key
   */
  record Entry(String where, Map<String, Value> values) {
    Entry {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    Entry overriddenBy(Entry other) {
      Map<String, Value> merged = new LinkedHashMap<>(values);
      merged.putAll(other.values);
      return new Entry(where, merged);
    }
  }

  /**
   * One written value.
   *
   * @param where its place
   * @param value a String, a Boolean, a Number or a List of those; anything else fails the check
   */
  record Value(String where, Object value) {}
}
