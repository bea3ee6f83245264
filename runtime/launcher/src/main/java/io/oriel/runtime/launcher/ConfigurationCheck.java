package io.oriel.runtime.launcher;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Checks configurations, from wherever they come, against what bundles describe in their metatype
 * documents. Immutable.
 */
final class ConfigurationCheck {
  private final Map<String, SettingGroup> groups;

  /**
   * @param groups what can be configured
   */
  ConfigurationCheck(Collection<SettingGroup> groups) {
    this.groups =
        groups.stream()
            .collect(
                Collectors.toMap(
                    SettingGroup::pid, Function.identity(), (a, b) -> a, LinkedHashMap::new));
  }

  /**
   * What a check found.
   *
   * @param properties the values that are right, in the types that the components read, by PID; a
   *     component that has settings and is not mentioned has an empty entry, so that it starts with
   *     its defaults; a transport that is off has none
   * @param problems everything that is wrong
   */
  record Checked(Map<String, Map<String, Object>> properties, List<ConfigurationProblem> problems) {
    /**
     * The properties of a configuration in which all is right.
     *
     * @throws ConfigurationException when anything is wrong, with all of it
     */
    Map<String, Map<String, Object>> orRefuse() throws ConfigurationException {
      if (!problems.isEmpty()) {
        throw new ConfigurationException(problems);
      }
      return properties;
    }
  }

  /** Checks everything that was written. */
  Checked of(Configuration configuration) {
    List<ConfigurationProblem> problems = new ArrayList<>(configuration.mistakes());
    Map<String, Map<String, Object>> properties = new LinkedHashMap<>();
    configuration
        .named(groups.values())
        .entries()
        .forEach(
            (pid, entry) -> properties.put(pid, new EntryCheck(pid, entry, groups).run(problems)));
    configuration.off().forEach((pid, where) -> EntryCheck.off(pid, where, groups, problems));
    for (SettingGroup group : groups.values()) {
      boolean alone = !group.factory() && configuration.runs(group);
      if (alone && !properties.containsKey(group.pid())) {
        Configuration.Entry absent = new Configuration.Entry("configuration", Map.of());
        properties.put(group.pid(), new EntryCheck(group.pid(), absent, groups).run(problems));
      }
    }
    return new Checked(properties, problems);
  }
}
