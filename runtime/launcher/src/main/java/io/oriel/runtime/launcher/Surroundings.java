package io.oriel.runtime.launcher;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the start script and the machine offer to components that ask for it. It takes the place of
 * their defaults; a configuration that says otherwise wins.
 *
 * @param python an interpreter that has usd-core
 * @param work the folder for what the server writes: in it a cache that outlives a run, a folder
 *     for bundles to be dropped into, and the token that operators prove themselves with
 */
record Surroundings(Optional<String> python, Path work) {
  private static final String PYTHON_VARIABLE = "ORIEL_PYTHON";

  /** Those of this process. */
  static Surroundings of(Path work) {
    return new Surroundings(
        Optional.ofNullable(System.getenv(PYTHON_VARIABLE)), work.toAbsolutePath().normalize());
  }

  /** A folder that outlives a run, for what is costly to make again. */
  Path cache() {
    return work.resolve("cache");
  }

  /** Where the token of operators lies unless the configuration says otherwise. */
  Path adminToken() {
    return work.resolve("admin-token");
  }

  /** The values for those components of a server that have a setting for them. */
  Configuration offeredTo(Collection<SettingGroup> groups) {
    Map<String, String> offers = offersToAll();
    offers.put("deployFolder", work.resolve("deploy").toString());
    offers.put("adminTokenFile", adminToken().toString());
    return values(offers, groups);
  }

  /** The same inside a host, whose own business it is which ways in are open. */
  Configuration offeredToHost(Collection<SettingGroup> groups) {
    return values(offersToAll(), groups);
  }

  private Map<String, String> offersToAll() {
    Map<String, String> offers = new HashMap<>();
    python.ifPresent(interpreter -> offers.put("python", interpreter));
    offers.put("cacheFolder", cache().toString());
    return offers;
  }

  private static Configuration values(Map<String, String> offers, Collection<SettingGroup> groups) {
    Map<String, Map<String, Object>> values = new HashMap<>();
    for (SettingGroup group : groups) {
      Map<String, Object> taken = new HashMap<>(offers);
      taken.keySet().retainAll(group.settings().keySet());
      if (!group.factory() && !taken.isEmpty()) {
        values.put(group.pid(), taken);
      }
    }
    return Configuration.of("start script", values);
  }
}
