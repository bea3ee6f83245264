package io.oriel.runtime.launcher;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** What {@code --transports} means in the configuration: these run, and no others. */
final class TransportChoice {
  private TransportChoice() {}

  /**
   * The configuration that turns each transport on or off.
   *
   * @param names the transports that shall run; one that does not exist is among the mistakes
   * @param groups what the bundles can be configured with
   */
  static Configuration of(Collection<String> names, Collection<SettingGroup> groups) {
    String where = Option.TRANSPORTS.word();
    SortedSet<String> known = new TreeSet<>();
    Map<String, Configuration.Entry> on = new HashMap<>();
    Map<String, String> off = new HashMap<>();
    for (SettingGroup group : groups) {
      String name = group.transport().map(TransportSwitch::name).orElse("");
      if (names.contains(name)) {
        on.put(group.pid(), new Configuration.Entry(where, Map.of()));
      } else if (!name.isEmpty()) {
        off.put(group.pid(), where);
      }
      known.add(name);
    }
    known.remove("");
    return Configuration.of(on, off, unknown(names, known));
  }

  private static List<ConfigurationProblem> unknown(
      Collection<String> names, SortedSet<String> known) {
    List<ConfigurationProblem> mistakes = new ArrayList<>();
    String there = known.isEmpty() ? "the bundles have none" : String.join(", ", known);
    for (String name : names) {
      if (!known.contains(name)) {
        mistakes.add(
            new ConfigurationProblem(
                Option.TRANSPORTS.word(),
                "there is no transport \"" + name + "\"; there are: " + there));
      }
    }
    return mistakes;
  }
}
