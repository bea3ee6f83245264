package io.oriel.runtime.launcher;

import io.oriel.api.health.CheckupContext;
import io.oriel.api.health.Finding;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the checkups of bundles get to know: the settings of the server that is meant. */
final class DoctorContext implements CheckupContext {
  private final ConfigurationTrial configuration;
  private final Map<String, String> portUsers = new HashMap<>();

  DoctorContext(ConfigurationTrial configuration) {
    this.configuration = configuration;
  }

  @Override
  public Map<String, Object> settings(String pid) {
    return configuration.settings().getOrDefault(pid, Map.of());
  }

  @Override
  public Map<String, Map<String, Object>> instances(String factoryPid) {
    String prefix = factoryPid + "~";
    Map<String, Map<String, Object>> instances = new LinkedHashMap<>();
    configuration
        .settings()
        .forEach((pid, settings) -> {
          if (pid.startsWith(prefix)) {
            instances.put(pid.substring(prefix.length()), settings);
          }
        });
    return instances;
  }

  @Override
  public Finding port(String subject, Protocol protocol, String pid) {
    Map<String, Object> settings = settings(pid);
    if (!(settings.get("bindAddress") instanceof String address)
        || !(settings.get("port") instanceof Integer port)) {
      throw new IllegalArgumentException(pid + " has no settings bindAddress and port");
    }
    Optional<String> other = otherUser(protocol, port, pid);
    if (other.isPresent()) {
      return Finding.bad(
          subject,
          port + "/" + PortTrial.name(protocol) + " is wanted by " + other.get() + " too",
          "Set port of " + pid + " or of " + other.get() + " to another one");
    }
    return new PortTrial(subject, protocol, pid, address, port).finding();
  }

  /** Two components that are given one port: each alone would find it free. */
  private synchronized Optional<String> otherUser(Protocol protocol, int port, String pid) {
    if (port == 0) {
      return Optional.empty();
    }
    return Optional.ofNullable(portUsers.putIfAbsent(protocol + " " + port, pid))
        .filter(user -> !user.equals(pid));
  }
}
