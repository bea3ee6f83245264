package io.oriel.runtime.launcher;

import java.util.Collection;

/** Where a configuration comes from, once it is known what can be configured. */
@FunctionalInterface
interface ConfigurationSource {
  /**
   * The configuration, not checked yet.
   *
   * @param settings what the bundles can be configured with
   * @throws ConfigurationException when the source cannot be read
   */
  Configuration read(Collection<SettingGroup> settings) throws ConfigurationException;
}
