package io.oriel.transport.rtsp;

import io.oriel.api.error.OrielException;
import io.oriel.api.health.Checkup;
import io.oriel.api.health.CheckupContext;
import io.oriel.api.health.Finding;
import io.oriel.transport.rtsp.media.PortRange;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;

/** Looks whether the ports could be opened, the key be read, and who may watch. */
@Component
public final class RtspCheckup implements Checkup {
  @Override
  public List<Finding> examine(CheckupContext context) {
    final Map<String, Object> settings = context.settings(RtspTransport.PID);
    if (settings.isEmpty()) {
      return List.of(Finding.note("transport", "off; --transports webrtc,rtsp turns it on"));
    }
    final List<Finding> findings = new ArrayList<>();
    findings.add(context.port("RTSP port", CheckupContext.Protocol.TCP, RtspTransport.PID));
    final InetAddress address = address(settings);
    findings.add(mediaPorts(settings, address));
    key(settings, findings);
    access(settings, address, findings);
    return findings;
  }

  /** What is no address at all is found with the port. */
  private static InetAddress address(Map<String, Object> settings) {
    try {
      return InetAddress.ofLiteral(String.valueOf(settings.get("bindAddress")));
    } catch (IllegalArgumentException e) {
      return InetAddress.getLoopbackAddress();
    }
  }

  private static Finding mediaPorts(Map<String, Object> settings, InetAddress address) {
    final int first = (int) settings.get("firstMediaPort");
    final int last = (int) settings.get("lastMediaPort");
    final PortRange range = new PortRange(first, last);
    final String ports = "UDP " + first + " to " + last;
    return range
        .open(address)
        .map(pair -> {
          pair.close();
          return Finding.good("RTSP media", ports + ", room for " + range.pairs() + " players");
        })
        .orElseGet(() ->
            Finding.note(
                "RTSP media",
                "no two neighbouring ports of " + ports + " are free: players get TCP",
                "Set firstMediaPort and lastMediaPort of " + RtspTransport.PID));
  }

  private static void key(Map<String, Object> settings, List<Finding> findings) {
    final KeyFile file =
        new KeyFile(
            String.valueOf(settings.get("keyStore")),
            String.valueOf(settings.get("keyStorePassword")));
    try {
      file.tls().ifPresent(read -> findings.add(Finding.good("RTSPS key", file.path())));
    } catch (OrielException e) {
      findings.add(
          Finding.bad(
              "RTSPS key",
              e.getMessage(),
              "Set keyStore and keyStorePassword of "
                  + RtspTransport.PID
                  + " to a PKCS#12 file that can be read"));
    }
  }

  private static void access(
      Map<String, Object> settings, InetAddress address, List<Finding> findings) {
    if (address.isLoopbackAddress() || ((Object[]) settings.get("users")).length > 0) {
      return;
    }
    final String where = address.getHostAddress();
    findings.add(
        Boolean.TRUE.equals(settings.get("allowAnonymous"))
            ? Finding.note("RTSP access", "everybody who reaches " + where + " may watch")
            : Finding.bad(
                "RTSP access",
                where + " is open to other machines, and there are no users",
                "Set users of "
                    + RtspTransport.PID
                    + ", say --allow-anonymous, or bind to 127.0.0.1"));
  }
}
