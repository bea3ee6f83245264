package io.oriel.runtime.launcher;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the command line's options mean in the configuration. */
final class Overrides {
  /** The environment variable that names the interpreter that reads stages. */
  static final String PYTHON_VARIABLE = "ORIEL_PYTHON";

  private static final String STREAM = "io.oriel.engine.stream~main";
  private static final String PUBLIC_LISTENER = "io.oriel.http.public";
  private static final String VIDEO = "io.oriel.video";
  private static final String BIND_ADDRESS = "bindAddress";
  private static final String STAGE_READER = "io.oriel.stage.usd";
  private static final String PORT = "port";
  private static final int ANY_FREE_PORT = 0;
  private static final String ALLOW_ANONYMOUS = "allowAnonymous";

  private final Map<String, LinkedHashMap<String, Configuration.Value>> values =
      new LinkedHashMap<>();

  private Overrides() {}

  /**
   * The options, and the interpreter that the start script found, as configuration. {@code --bind}
   * and {@code --allow-anonymous} go to every component that viewers reach, which is every one that
   * has both keys: also to a transport that this class has never heard of. A trial takes free
   * ports, so that it disturbs no other server.
   */
  static Configuration of(
      CommandLine line, Optional<String> python, Collection<SettingGroup> groups) {
    Overrides overrides = new Overrides();
    overrides.put(Option.STAGE, STREAM, "stage", line.stage().map(Object::toString));
    overrides.put(Option.SIZE, STREAM, "width", line.size().map(CommandLine.Size::width));
    overrides.put(Option.SIZE, STREAM, "height", line.size().map(CommandLine.Size::height));
    overrides.put(Option.FPS, STREAM, "fps", line.fps());
    overrides.put(Option.RENDERER, STREAM, "renderer", line.renderer());
    overrides.put(Option.ENCODER, VIDEO, "encoder", line.encoder());
    overrides.put(Option.PORT, PUBLIC_LISTENER, PORT, line.port());
    overrides.put(Option.BIND, PUBLIC_LISTENER, BIND_ADDRESS, line.bind());
    for (SettingGroup group : groups) {
      if (group.pid().equals(STAGE_READER)) {
        overrides.put(PYTHON_VARIABLE, STAGE_READER, "python", python);
      }
      if (line.once() && group.settings().containsKey(PORT)) {
        overrides.put(Option.ONCE, group.pid(), PORT, Optional.of(ANY_FREE_PORT));
      }
      if (group.settings().containsKey(BIND_ADDRESS)
          && group.settings().containsKey(ALLOW_ANONYMOUS)) {
        overrides.put(Option.BIND, group.pid(), BIND_ADDRESS, line.bind());
        overrides.put(
            Option.ALLOW_ANONYMOUS,
            group.pid(),
            ALLOW_ANONYMOUS,
            Optional.of(true).filter(yes -> line.allowAnonymous()));
      }
    }
    return overrides.configuration();
  }

  private void put(Option option, String pid, String key, Optional<?> value) {
    put(option.word(), pid, key, value);
  }

  private void put(String where, String pid, String key, Optional<?> value) {
    value.ifPresent(given ->
        values
            .computeIfAbsent(pid, absent -> new LinkedHashMap<>())
            .put(key, new Configuration.Value(where, given)));
  }

  private Configuration configuration() {
    Map<String, Configuration.Entry> entries = new LinkedHashMap<>();
    values.forEach((pid, byKey) -> {
      String firstOption = byKey.firstEntry().getValue().where();
      entries.put(pid, new Configuration.Entry(firstOption, byKey));
    });
    return Configuration.of(entries);
  }
}
