package io.oriel.runtime.launcher;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code oriel config}: shows the configuration that a server would have, or checks a file. */
final class ConfigCommand {
  private static final int MEANING_INDENT = 6;

  private final Setup setup;
  private final Arguments arguments;
  private final Terminal terminal;

  ConfigCommand(Setup setup, Arguments arguments, Terminal terminal) {
    this.setup = setup;
    this.arguments = arguments;
    this.terminal = terminal;
  }

  /** Returns the exit code. */
  int run() throws UsageException, ConfigurationException, StartException {
    List<SettingGroup> groups = Setup.settings(setup.bundles());
    return arguments.check().isPresent() ? check(arguments.check().get(), groups) : show(groups);
  }

  private int check(Path file, List<SettingGroup> groups) throws ConfigurationException {
    try {
      Configuration written = ConfigurationFile.read(file);
      new ConfigurationCheck(groups).of(written).orRefuse();
      if (arguments.has(Option.JSON)) {
        terminal.out().println(Json.text(Map.of("problems", List.of())));
      } else if (!arguments.has(Option.QUIET)) {
        terminal.out().println(file + ": nothing is wrong");
      }
      return Main.DONE;
    } catch (ConfigurationException e) {
      if (!arguments.has(Option.JSON)) {
        throw e;
      }
      terminal.out().println(Json.text(Map.of("problems", problems(e))));
      return Main.WRONG_INPUT;
    }
  }

  private static List<Map<String, String>> problems(ConfigurationException refusal) {
    return refusal.mistakes().stream()
        .map(problem -> {
          Map<String, String> fields = new LinkedHashMap<>();
          fields.put("where", problem.where());
          fields.put("what", problem.what());
          return fields;
        })
        .toList();
  }

  private int show(List<SettingGroup> groups) throws UsageException, ConfigurationException {
    Configuration configuration = setup.configuration(groups).named(groups);
    new ConfigurationCheck(groups).of(configuration).orRefuse();
    Map<String, List<EffectiveSetting>> components =
        chosen(
            EffectiveSetting.of(groups, configuration).stream()
                .collect(
                    Collectors.groupingBy(
                        EffectiveSetting::pid, LinkedHashMap::new, Collectors.toList())));
    if (arguments.has(Option.JSON)) {
      terminal.out().println(Json.text(json(components)));
    } else {
      Set<String> off =
          groups.stream()
              .filter(group -> !configuration.runs(group))
              .map(SettingGroup::pid)
              .collect(Collectors.toSet());
      terminal
          .out()
          .print(
              components.values().stream()
                  .map(settings -> text(settings, off))
                  .collect(Collectors.joining("\n")));
    }
    return Main.DONE;
  }

  /** The components that were asked for: by PID, or by the end or the beginning of one. */
  private Map<String, List<EffectiveSetting>> chosen(Map<String, List<EffectiveSetting>> all)
      throws UsageException {
    if (arguments.operand().isEmpty()) {
      return all;
    }
    String name = arguments.operand().get();
    Map<String, List<EffectiveSetting>> chosen = new LinkedHashMap<>(all);
    chosen.keySet().removeIf(pid -> !means(name, pid));
    if (chosen.isEmpty()) {
      throw new UsageException("no component \"" + name + '"' + hint(name, all.keySet()));
    }
    return chosen;
  }

  private static String hint(String name, Set<String> pids) {
    Map<String, String> byName = new HashMap<>();
    for (String pid : pids) {
      byName.put(pid, pid);
      byName.put(pid.substring(pid.lastIndexOf('.') + 1).split("~", 2)[0], pid);
    }
    return Spelling.nearest(name, byName.keySet())
        .map(near -> "; did you mean \"" + byName.get(near) + "\"?")
        .orElseGet(() -> "; there are " + String.join(", ", pids));
  }

  private static boolean means(String name, String pid) {
    return pid.equals(name)
        || pid.startsWith(name + ".")
        || pid.startsWith(name + "~")
        || pid.split("~", 2)[0].endsWith("." + name);
  }

  private String text(List<EffectiveSetting> settings, Set<String> off) {
    StringBuilder text = new StringBuilder();
    String pid = settings.getFirst().pid();
    text.append(terminal.inked(Terminal.Ink.BOLD, pid));
    text.append(off.contains(pid) ? "  (off)\n" : "\n");
    for (EffectiveSetting effective : settings) {
      Setting setting = effective.setting();
      text.append("  ").append(setting.key()).append(" = ").append(effective.shown());
      text.append(effective.source().isEmpty() ? "  (default)" : "").append('\n');
      if (!arguments.has(Option.QUIET)) {
        String meaning = setting.meaning().replaceFirst("\\.$", "") + ". Allowed: ";
        text.append(Paragraph.indented(MEANING_INDENT, meaning + setting.allowed() + "."));
      }
      effective
          .source()
          .ifPresent(from -> text.append(Paragraph.indented(MEANING_INDENT, "Source: " + from)));
    }
    return text.toString();
  }

  private static Map<String, Map<String, Map<String, Object>>> json(
      Map<String, List<EffectiveSetting>> components) {
    Map<String, Map<String, Map<String, Object>>> byPid = new LinkedHashMap<>();
    components.forEach((pid, settings) -> {
      Map<String, Map<String, Object>> byKey = new LinkedHashMap<>();
      settings.forEach(effective -> byKey.put(effective.setting().key(), json(effective)));
      byPid.put(pid, byKey);
    });
    return byPid;
  }

  private static Map<String, Object> json(EffectiveSetting effective) {
    Setting setting = effective.setting();
    Map<String, Object> fields = new LinkedHashMap<>();
    if (setting.type() == SettingType.PASSWORD) {
      fields.put("secret", true);
    } else {
      effective.value().ifPresent(value -> fields.put("value", value));
      setting.defaultValue().ifPresent(value -> fields.put("default", value));
    }
    fields.put("source", effective.source().orElse("default"));
    fields.put("meaning", setting.meaning());
    fields.put("allowed", setting.allowed());
    return fields;
  }
}
