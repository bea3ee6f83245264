package io.oriel.runtime.launcher.sample;

import io.oriel.api.health.Checkup;
import io.oriel.api.health.CheckupContext;
import io.oriel.api.health.Finding;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Examines the settings of the sample listener; a port of 1 fails, a port of 2 takes for ever. */
public final class SampleCheckup implements Checkup {
  private static final String LISTENER = "io.oriel.http.public";

  @Override
  public List<Finding> examine(CheckupContext context) throws Exception {
    Map<String, Object> settings = new TreeMap<>(context.settings(LISTENER));
    if (settings.get("port").equals(1)) {
      throw new IllegalStateException("sample trouble");
    }
    if (settings.get("port").equals(2)) {
      Thread.sleep(Long.MAX_VALUE);
    }
    return List.of(
        Finding.good("settings", settings.toString()),
        Finding.good("instances", context.instances("no.such.factory").toString()),
        context.port("port", CheckupContext.Protocol.TCP, LISTENER));
  }
}
