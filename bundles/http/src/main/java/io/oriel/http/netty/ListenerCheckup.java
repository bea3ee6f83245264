package io.oriel.http.netty;

import io.oriel.api.health.Checkup;
import io.oriel.api.health.CheckupContext;
import io.oriel.api.health.Finding;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;

/** Looks whether the listeners could open their ports, and whether they may. */
@Component
public final class ListenerCheckup implements Checkup {
  private static final String PUBLIC = "io.oriel.http.public";
  private static final String PRIVATE = "io.oriel.http.private";

  @Override
  public List<Finding> examine(final CheckupContext context) {
    final List<Finding> findings = new ArrayList<>();
    findings.add(context.port("public port", CheckupContext.Protocol.TCP, PUBLIC));
    findings.add(context.port("private port", CheckupContext.Protocol.TCP, PRIVATE));
    final Map<String, Object> settings = context.settings(PUBLIC);
    final String address = String.valueOf(settings.get("bindAddress"));
    if (!isLocal(address)) {
      findings.add(openTo(address, Boolean.TRUE.equals(settings.get("allowAnonymous"))));
    }
    return findings;
  }

  private static Finding openTo(final String address, final boolean allowed) {
    return allowed
        ? Finding.note("access", "everybody who reaches " + address + " may watch and steer")
        : Finding.bad(
            "access",
            address + " is open to other machines, and there is no authentication",
            "Say --allow-anonymous if everybody there may watch and steer, or bind to 127.0.0.1");
  }

  /** What is no address at all is found with the port. */
  private static boolean isLocal(final String address) {
    try {
      return address.equalsIgnoreCase("localhost")
          || InetAddress.ofLiteral(address).isLoopbackAddress();
    } catch (IllegalArgumentException e) {
      return true;
    }
  }
}
