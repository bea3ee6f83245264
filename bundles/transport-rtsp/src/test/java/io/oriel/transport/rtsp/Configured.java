package io.oriel.transport.rtsp;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

/** A configuration with its defaults, and some values instead of them. */
final class Configured {
  private Configured() {}

  /** On any free port unless told otherwise. */
  static RtspConfig with(Map<String, Object> values) {
    final Map<String, Object> all = new HashMap<>(Map.of("port", 0));
    all.putAll(values);
    return (RtspConfig)
        Proxy.newProxyInstance(
            RtspConfig.class.getClassLoader(),
            new Class<?>[] {RtspConfig.class},
            (proxy, method, arguments) ->
                all.getOrDefault(method.getName(), method.getDefaultValue()));
  }
}
