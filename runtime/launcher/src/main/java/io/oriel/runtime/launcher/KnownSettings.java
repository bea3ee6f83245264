package io.oriel.runtime.launcher;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;

/**
 * What the bundles of a running framework can be configured with: those that it began with and
 * those that came later. Any thread.
 */
final class KnownSettings {
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
   * A bundle has come. An optional transport that nobody knew before is taken for asked for; one
   * that takes another's place runs if that one would.
   *
   * @return whether it can be configured
   */
  boolean add(Bundle bundle) throws IOException {
    Set<String> optional =
        all().stream()
            .filter(group -> !group.factory() && !group.startsUnasked())
            .map(SettingGroup::pid)
            .collect(Collectors.toSet());
    List<SettingGroup> groups =
        SettingGroup.in(BundleContent.of(bundle)).stream()
            .map(group -> optional.contains(group.pid()) ? group : group.asked())
            .toList();
    if (!groups.isEmpty()) {
      later.put(bundle.getBundleId(), groups);
    }
    return !groups.isEmpty();
  }

  /** A bundle has gone. */
  void remove(Bundle bundle) {
    later.remove(bundle.getBundleId());
  }
}
