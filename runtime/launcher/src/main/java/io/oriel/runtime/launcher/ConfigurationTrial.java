package io.oriel.runtime.launcher;

import io.oriel.api.health.Finding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The configuration of a server, as far as it is right.
 *
 * @param settings the settings of each component, defaults filled in, by PID
 * @param properties the values that were written, by PID
 * @param problems what is wrong
 */
record ConfigurationTrial(
    Map<String, Map<String, Object>> settings,
    Map<String, Map<String, Object>> properties,
    List<ConfigurationProblem> problems) {

  static ConfigurationTrial of(Setup setup, Collection<BundleJar> bundles) {
    List<SettingGroup> groups = Setup.settings(bundles);
    List<ConfigurationProblem> problems = new ArrayList<>();
    Configuration configuration;
    try {
      configuration = setup.configuration(groups);
    } catch (ConfigurationException e) {
      problems.addAll(e.mistakes());
      configuration = setup.withoutFile(groups);
    }
    ConfigurationCheck.Checked checked = new ConfigurationCheck(groups).of(configuration);
    problems.addAll(checked.problems());
    return new ConfigurationTrial(
        withDefaults(checked.properties(), groups), checked.properties(), problems);
  }

  /** What there is to say about it. */
  List<Finding> findings() {
    if (problems.isEmpty()) {
      long written = properties.values().stream().mapToLong(Map::size).sum();
      return List.of(
          Finding.good("configuration", written + " settings are set, the others have defaults"));
    }
    return problems.stream()
        .map(problem ->
            Finding.bad(
                "configuration",
                problem.toString(),
                "Correct it there; the command config shows what is allowed"))
        .toList();
  }

  private static Map<String, Map<String, Object>> withDefaults(
      Map<String, Map<String, Object>> properties, List<SettingGroup> groups) {
    Map<String, Map<String, Object>> settings = new LinkedHashMap<>();
    properties.forEach((pid, values) ->
        groups.stream()
            .filter(group -> group.pid().equals(pid.split("~", 2)[0]))
            .forEach(group -> settings.put(pid, withDefaults(values, group))));
    return settings;
  }

  private static Map<String, Object> withDefaults(Map<String, Object> values, SettingGroup group) {
    Map<String, Object> all = new LinkedHashMap<>();
    group
        .settings()
        .forEach((key, setting) -> setting.defaultValue().ifPresent(value -> all.put(key, value)));
    all.putAll(values);
    return all;
  }
}
