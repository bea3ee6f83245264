package io.oriel.runtime.launcher;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A setting with the value that a component gets.
 *
 * @param pid the component
 * @param setting what it is
 * @param value the value as it is written in a configuration file, if there is one
 * @param source the place that the value comes from; empty for the default
 */
record EffectiveSetting(
    String pid, Setting setting, Optional<Object> value, Optional<String> source) {

  /** All settings of all components, by PID. A factory without an instance stands for itself. */
  static List<EffectiveSetting> of(Collection<SettingGroup> groups, Configuration configuration) {
    List<EffectiveSetting> all = new ArrayList<>();
    groups.stream()
        .sorted(Comparator.comparing(SettingGroup::pid))
        .forEach(group ->
            pids(group, configuration).forEach(pid -> all.addAll(of(pid, group, configuration))));
    return all;
  }

  private static List<String> pids(SettingGroup group, Configuration configuration) {
    List<String> instances =
        configuration.entries().keySet().stream()
            .filter(pid -> pid.startsWith(group.pid() + "~"))
            .toList();
    return instances.isEmpty() ? List.of(group.pid()) : instances;
  }

  private static List<EffectiveSetting> of(
      String pid, SettingGroup group, Configuration configuration) {
    Map<String, Configuration.Value> written =
        Optional.ofNullable(configuration.entries().get(pid))
            .map(Configuration.Entry::values)
            .orElse(Map.of());
    return group.settings().values().stream()
        .map(setting -> of(pid, setting, Optional.ofNullable(written.get(setting.key()))))
        .toList();
  }

  private static EffectiveSetting of(
      String pid, Setting setting, Optional<Configuration.Value> written) {
    return new EffectiveSetting(
        pid,
        setting,
        written.map(Configuration.Value::value).or(setting::defaultValue),
        written.map(Configuration.Value::where));
  }

  /** The value as JSON; a secret is not shown. */
  String shown() {
    return setting.type() == SettingType.PASSWORD
        ? "(not shown)"
        : value.map(Json::text).orElse("(none)");
  }
}
