package io.oriel.runtime.launcher;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A configuration as it was written, before anybody checked it: values by PID and key, each with
 * the place where it was written. Immutable.
 *
 * <p>A PID is written {@code pid}, or {@code factory.pid~name} for a named configuration of a
 * factory. A transport can also be written to be off.
 */
final class Configuration {
  private final Map<String, Entry> entries;
  private final Map<String, String> off;
  private final List<ConfigurationProblem> mistakes;

  private Configuration(
      Map<String, Entry> entries, Map<String, String> off, List<ConfigurationProblem> mistakes) {
    this.entries = Collections.unmodifiableMap(entries);
    this.off = Map.copyOf(off);
    this.mistakes = List.copyOf(mistakes);
  }

  /** A configuration without an entry. */
  static Configuration empty() {
    return new Configuration(Map.of(), Map.of(), List.of());
  }

  /**
   * A configuration made in code.
   *
   * @param where what an error calls the source
   * @param values PID, then key, to a String, a Boolean, a Number or a List of those
   */
  static Configuration of(String where, Map<String, ? extends Map<String, ?>> values) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    values.forEach((pid, properties) -> {
      Map<String, Value> byKey = new LinkedHashMap<>();
      properties.forEach((key, value) -> byKey.put(key, new Value(where, value)));
      entries.put(pid, new Entry(where, byKey));
    });
    return of(entries);
  }

  static Configuration of(Map<String, Entry> entries) {
    return of(entries, Map.of(), List.of());
  }

  /**
   * A configuration of which a part could not be taken over.
   *
   * @param off the PIDs that are written to be off, each with its place
   * @param mistakes what was written in a wrong form, and is therefore not among the entries
   */
  static Configuration of(
      Map<String, Entry> entries, Map<String, String> off, List<ConfigurationProblem> mistakes) {
    return new Configuration(new LinkedHashMap<>(entries), off, mistakes);
  }

  /**
   * This configuration with another one's values put over its own, key by key. What the other has
   * off is off, and what it mentions is on.
   */
  Configuration overriddenBy(Configuration other) {
    Map<String, Entry> merged = new LinkedHashMap<>(entries);
    merged.keySet().removeAll(other.off.keySet());
    other.entries.forEach((pid, entry) -> merged.merge(pid, entry, Entry::overriddenBy));
    Map<String, String> mergedOff = new HashMap<>(off);
    mergedOff.keySet().removeAll(other.entries.keySet());
    mergedOff.putAll(other.off);
    List<ConfigurationProblem> all = new ArrayList<>(mistakes);
    all.addAll(other.mistakes);
    return new Configuration(merged, mergedOff, all);
  }

  /**
   * This configuration with the name of each factory's entry, {@code main} of {@code
   * io.oriel.engine.stream~main}, in the settings whose description asks for it by the default
   * {@code ${name}}, unless they say otherwise.
   */
  Configuration named(Collection<SettingGroup> groups) {
    Map<String, Entry> named = new LinkedHashMap<>(entries);
    for (SettingGroup group : groups) {
      named.replaceAll((pid, entry) ->
          pid.startsWith(group.pid() + "~")
              ? group
                  .names(entry.where(), pid.substring(group.pid().length() + 1))
                  .overriddenBy(entry)
              : entry);
    }
    return new Configuration(named, off, mistakes);
  }

  Map<String, Entry> entries() {
    return entries;
  }

  /** The PIDs that are written to be off, each with its place. */
  Map<String, String> off() {
    return off;
  }

  /** Whether a component runs, or, of a factory, may run. */
  boolean runs(SettingGroup group) {
    boolean asked = group.factory() || group.startsUnasked() || entries.containsKey(group.pid());
    return asked && !off.containsKey(group.pid());
  }

  /** What was written in a wrong form; a check reports it with the rest. */
  List<ConfigurationProblem> mistakes() {
    return mistakes;
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
