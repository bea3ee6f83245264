package io.oriel.api.health;

import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** What a {@link Checkup} may know and use. Safe for use by any thread. */
@ProviderType
public interface CheckupContext {
  /** How a port is used. */
  enum Protocol {
    TCP,
    UDP
  }

  /**
   * The settings that a component would have, defaults filled in.
   *
   * @param pid the PID; that of a factory with {@code ~name}
   * @return key to a value in the type of the component's setting, a list as an array; empty when
   *     no bundle has such a component, or its configuration is refused
   */
  Map<String, Object> settings(String pid);

  /**
   * The same for every configured instance of a factory.
   *
   * @return the settings by the name of the instance
   */
  Map<String, Map<String, Object>> instances(String factoryPid);

  /**
   * Looks whether a component could open its port now: takes it and lets it go again. Who holds a
   * taken one is named as far as the operating system tells.
   *
   * @param subject of the finding
   * @param pid a component with the settings {@code bindAddress}, an IP address or {@code
   *     localhost}, and {@code port}
   */
  Finding port(String subject, Protocol protocol, String pid);
}
