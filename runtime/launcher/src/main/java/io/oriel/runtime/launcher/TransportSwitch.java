package io.oriel.runtime.launcher;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.osgi.framework.Constants;

/**
 * That a component is a transport which runs when it has a configuration, and not otherwise.
 *
 * @param name the transport's identity
 * @param optional whether it runs only when somebody asks for it, and not merely because it is
 *     installed
 */
record TransportSwitch(String name, boolean optional) {
  private static final String TRANSPORT = "io.oriel.api.transport.Transport";
  private static final String NAME = "oriel.transport";
  private static final String OPTIONAL = "oriel.transport.optional";

  /** Those of a bundle, by the PID of their configuration. */
  static Map<String, TransportSwitch> in(BundleContent bundle) throws IOException {
    String capabilities = bundle.header(Constants.PROVIDE_CAPABILITY).orElse("");
    // Most bundles have none, and a start waits for what is read here.
    if (!capabilities.contains(TRANSPORT)) {
      return Map.of();
    }
    Map<String, TransportSwitch> switches = new HashMap<>();
    for (ComponentDocument component : ComponentDocument.in(bundle)) {
      String name = component.properties().get(NAME);
      if (component.waits() && name != null && component.services().contains(TRANSPORT)) {
        boolean optional = Boolean.parseBoolean(component.properties().get(OPTIONAL));
        component.pids().forEach(pid -> switches.put(pid, new TransportSwitch(name, optional)));
      }
    }
    return switches;
  }
}
