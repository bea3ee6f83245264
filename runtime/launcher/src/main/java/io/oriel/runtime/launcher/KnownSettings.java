package io.oriel.runtime.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;

/**
 * What the bundles of a running framework can be configured with: those that it began with and
 * those that came later. Any thread.
 */
final class KnownSettings {
  private static final String FOLDER = "OSGI-INF/metatype";

  private final List<SettingGroup> first;
  private final Map<Long, List<SettingGroup>> later =
      new ConcurrentSkipListMap<>(Comparator.reverseOrder());

  KnownSettings(List<SettingGroup> first) {
    this.first = List.copyOf(first);
  }

  /** All of them; a later bundle's come before those of the bundle that it replaces. */
  List<SettingGroup> all() {
    return Stream.concat(later.values().stream().flatMap(List::stream), first.stream()).toList();
  }

  /**
   * A bundle has come.
   *
   * @return whether it can be configured
   */
  boolean add(Bundle bundle) throws IOException {
    List<SettingGroup> groups = new ArrayList<>();
    Enumeration<URL> documents =
        Optional.ofNullable(bundle.findEntries(FOLDER, "*.xml", false))
            .orElse(Collections.emptyEnumeration());
    while (documents.hasMoreElements()) {
      try (InputStream in = documents.nextElement().openStream()) {
        groups.addAll(MetatypeDocument.read(in));
      }
    }
    if (!groups.isEmpty()) {
      later.put(bundle.getBundleId(), List.copyOf(groups));
    }
    return !groups.isEmpty();
  }

  /** A bundle has gone. */
  void remove(Bundle bundle) {
    later.remove(bundle.getBundleId());
  }
}
