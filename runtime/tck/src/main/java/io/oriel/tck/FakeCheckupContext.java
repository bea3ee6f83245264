package io.oriel.tck;

import io.oriel.api.health.CheckupContext;
import io.oriel.api.health.Finding;
import java.util.HashMap;
import java.util.Map;

/**
 * Settings that a test made; every port is free.
 *
 * @param settings by PID, those of a factory's instances by {@code <factory PID>~<name>}
 */
public record FakeCheckupContext(Map<String, Map<String, Object>> settings)
    implements CheckupContext {
  @Override
  public Map<String, Object> settings(String pid) {
    return settings.getOrDefault(pid, Map.of());
  }

  @Override
  public Map<String, Map<String, Object>> instances(String factoryPid) {
    String prefix = factoryPid + "~";
    Map<String, Map<String, Object>> instances = new HashMap<>();
    settings.forEach((pid, values) -> {
      if (pid.startsWith(prefix)) {
        instances.put(pid.substring(prefix.length()), values);
      }
    });
    return instances;
  }

  @Override
  public Finding port(String subject, Protocol protocol, String pid) {
    return Finding.good(subject, protocol + " of " + pid);
  }
}
