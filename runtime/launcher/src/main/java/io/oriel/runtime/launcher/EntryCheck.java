package io.oriel.runtime.launcher;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Checks what was written under one PID. */
final class EntryCheck {
  private final String pid;
  private final Configuration.Entry entry;
  private final Map<String, SettingGroup> groups;

  EntryCheck(String pid, Configuration.Entry entry, Map<String, SettingGroup> groups) {
    this.pid = pid;
    this.entry = entry;
    this.groups = groups;
  }

  /** The checked properties; what is wrong is added to the problems. */
  Map<String, Object> run(List<ConfigurationProblem> problems) {
    int tilde = pid.indexOf('~');
    String groupPid = tilde < 0 ? pid : pid.substring(0, tilde);
    SettingGroup group = groups.get(groupPid);
    if (group == null) {
      problems.add(problem(entry.where(), unknownPid(groupPid, groups)));
      return Map.of();
    }
    if (group.factory() && tilde < 0) {
      problems.add(problem(entry.where(), pid + " needs a name, as in " + pid + "~main"));
      return Map.of();
    }
    if (!group.factory() && tilde >= 0) {
      problems.add(problem(entry.where(), groupPid + " exists once and takes no name after '~'"));
      return Map.of();
    }
    return values(group, problems);
  }

  /** Checks that a component which is written to be off is one that can be. */
  static void off(
      String pid,
      String where,
      Map<String, SettingGroup> groups,
      List<ConfigurationProblem> problems) {
    SettingGroup group = groups.get(pid);
    if (group == null) {
      problems.add(problem(where, unknownPid(pid, groups)));
    } else if (group.transport().isEmpty()) {
      problems.add(problem(where, pid + " must be an object of settings; only transports go off"));
    }
  }

  private Map<String, Object> values(SettingGroup group, List<ConfigurationProblem> problems) {
    Map<String, Object> checked = new LinkedHashMap<>();
    entry
        .values()
        .forEach((key, value) -> {
          Setting setting = group.settings().get(key);
          if (setting == null) {
            problems.add(problem(value.where(), unknownKey(key, group)));
            return;
          }
          try {
            checked.put(key, setting.accept(value.value()));
          } catch (IllegalArgumentException e) {
            problems.add(
                problem(
                    value.where(),
                    name(key) + " is " + shown(setting, value) + " but " + e.getMessage()));
          }
        });
    for (Setting setting : group.settings().values()) {
      if (setting.mandatory() && !entry.values().containsKey(setting.key())) {
        problems.add(
            problem(
                entry.where(),
                name(setting.key()) + " is missing; it must be " + setting.allowed()));
      }
    }
    return checked;
  }

  private static String unknownPid(String groupPid, Map<String, SettingGroup> groups) {
    return "unknown component \""
        + groupPid
        + '"'
        + Spelling.nearest(groupPid, groups.keySet())
            .map(near -> "; did you mean \"" + near + "\"?")
            .orElseGet(() ->
                "; the bundles have "
                    + String.join(", ", groups.keySet().stream().sorted().toList()));
  }

  private String unknownKey(String key, SettingGroup group) {
    String hint = Spelling.hint(key, group.settings().keySet());
    return "unknown key \""
        + key
        + "\" in "
        + pid
        + hint
        + (hint.isEmpty() ? "; allowed: " : " allowed: ")
        + String.join(", ", group.settings().keySet());
  }

  private String name(String key) {
    return key + " in " + pid;
  }

  /** The value as it was written, except a secret. */
  private static String shown(Setting setting, Configuration.Value value) {
    if (setting.type() == SettingType.PASSWORD) {
      return "not shown";
    }
    return value.value() instanceof String text ? '"' + text + '"' : String.valueOf(value.value());
  }

  private static ConfigurationProblem problem(String where, String what) {
    return new ConfigurationProblem(where, what);
  }
}
