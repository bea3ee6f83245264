package io.oriel.runtime.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All settings under one PID, as the bundle that owns it describes them.
 *
 * @param pid the PID, or the factory PID
 * @param factory whether there may be any number of named configurations
 * @param settings the settings by key, in the order of the description
 * @param transport the transport that an entry under this PID turns on, if it is one
 */
record SettingGroup(
    String pid,
    boolean factory,
    Map<String, Setting> settings,
    Optional<TransportSwitch> transport) {
  /** Folder of a bundle with its metatype documents. */
  private static final String METATYPE = "OSGI-INF/metatype/";

  /** The default of a setting that is the name of its entry. */
  private static final String NAME = "${name}";

  /** Settings of a component that is no transport. */
  SettingGroup(String pid, boolean factory, Map<String, Setting> settings) {
    this(pid, factory, settings, Optional.empty());
  }

  /** Those that a bundle describes. */
  static List<SettingGroup> in(BundleContent bundle) throws IOException {
    Map<String, TransportSwitch> transports = TransportSwitch.in(bundle);
    List<SettingGroup> groups = new ArrayList<>();
    for (String path : bundle.files(METATYPE)) {
      try (InputStream document = bundle.open(path).orElseThrow()) {
        for (SettingGroup group : MetatypeDocument.read(document)) {
          groups.add(group.with(Optional.ofNullable(transports.get(group.pid()))));
        }
      }
    }
    return groups;
  }

  private SettingGroup with(Optional<TransportSwitch> turnedOn) {
    return new SettingGroup(pid, factory, settings, turnedOn);
  }

  /** This group of a bundle that somebody has brought: what is optional runs with it. */
  SettingGroup asked() {
    return with(transport.map(one -> new TransportSwitch(one.name(), false)));
  }

  /** Whether the component starts without being mentioned anywhere. */
  boolean startsUnasked() {
    return !factory && transport.filter(TransportSwitch::optional).isEmpty();
  }

  /** What an entry of this name is called, in the settings that ask for it. */
  Configuration.Entry names(String where, String name) {
    Map<String, Configuration.Value> values = new LinkedHashMap<>();
    settings.forEach((key, setting) -> {
      if (setting.standard().filter(NAME::equals).isPresent()) {
        values.put(key, new Configuration.Value(where, name));
      }
    });
    return new Configuration.Entry(where, values);
  }
}
