package io.oriel.runtime.launcher;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the command line's options mean in the configuration. */
final class Overrides {
  private static final String STREAM = "io.oriel.engine.stream~main";
  private static final String PUBLIC_LISTENER = "io.oriel.http.public";
  private static final String PRIVATE_LISTENER = "io.oriel.http.private";
  private static final String VIDEO = "io.oriel.video";
  private static final String BIND_ADDRESS = "bindAddress";
  private static final String PORT = "port";
  private static final int ANY_FREE_PORT = 0;
  private static final String ALLOW_ANONYMOUS = "allowAnonymous";

  private final Map<String, LinkedHashMap<String, Configuration.Value>> values =
      new LinkedHashMap<>();

  private Overrides() {}

  /**
   * The options as configuration.
   *
   * <p>{@code --bind} goes to every component that has a {@code bindAddress}, and {@code
   * --allow-anonymous} to every one that knows it: also to a transport that this class has never
   * heard of. Only the private listener is not for viewers and stays where it is. A trial takes
   * free ports, so that it disturbs no other server.
   */
  static Configuration of(ServerOptions options, Collection<SettingGroup> groups) {
    Overrides overrides = new Overrides();
    overrides.put(Option.STAGE, STREAM, "stage", options.stage().map(Object::toString));
    overrides.put(Option.SIZE, STREAM, "width", options.size().map(ServerOptions.Size::width));
    overrides.put(Option.SIZE, STREAM, "height", options.size().map(ServerOptions.Size::height));
    overrides.put(Option.FPS, STREAM, "fps", options.fps());
    overrides.put(Option.RENDERER, STREAM, "renderer", options.renderer());
    overrides.put(Option.ENCODER, VIDEO, "encoders", options.encoder().map(List::of));
    overrides.put(Option.PORT, PUBLIC_LISTENER, PORT, options.port());
    overrides.put(Option.BIND, PUBLIC_LISTENER, BIND_ADDRESS, options.bind());
    for (SettingGroup group : groups) {
      if (!group.pid().equals(PRIVATE_LISTENER)) {
        overrides.putIfKnown(Option.BIND, group, BIND_ADDRESS, options.bind());
      }
      overrides.putIfKnown(
          Option.ALLOW_ANONYMOUS,
          group,
          ALLOW_ANONYMOUS,
          whenAsked(options.allowAnonymous(), true));
      overrides.putIfKnown(Option.ONCE, group, PORT, whenAsked(options.once(), ANY_FREE_PORT));
    }
    return overrides.configuration();
  }

  private static <T> Optional<T> whenAsked(boolean asked, T value) {
    return asked ? Optional.of(value) : Optional.empty();
  }

  private void putIfKnown(Option option, SettingGroup group, String key, Optional<?> value) {
    if (group.settings().containsKey(key)) {
      put(option, group.pid(), key, value);
    }
  }

  private void put(Option option, String pid, String key, Optional<?> value) {
    value.ifPresent(given ->
        values
            .computeIfAbsent(pid, absent -> new LinkedHashMap<>())
            .put(key, new Configuration.Value(option.word(), given)));
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
