package io.oriel.transport.rtsp;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.transport.rtsp.auth.Users;
import io.oriel.transport.rtsp.media.PortRange;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** The settings, read and checked. */
record RtspSettings(
    InetSocketAddress bind,
    Users users,
    KeyFile keyFile,
    String defaultStream,
    PortRange mediaPorts,
    int maxConnections,
    Duration sessionTimeout,
    Duration keyframeInterval) {

  static RtspSettings of(RtspConfig config) throws OrielException {
    final InetAddress address = address(config.bindAddress());
    final Users users =
        Users.parse(List.of(config.users()))
            .orElseThrow(() ->
                invalid(
                    "users has an entry that is not name:password with a name in ASCII, or one name twice"));
    if (!address.isLoopbackAddress() && users.isEmpty() && !config.allowAnonymous()) {
      throw new OrielException(
          ErrorCode.UNSAFE_BIND,
          "RTSP would show every stream to anyone at "
              + config.bindAddress()
              + " ("
              + RtspTransport.PID
              + ": bindAddress), and there are no users.");
    }
    final PortRange ports = new PortRange(config.firstMediaPort(), config.lastMediaPort());
    if (ports.pairs() == 0) {
      throw invalid("firstMediaPort to lastMediaPort hold no pair of ports");
    }
    return new RtspSettings(
        new InetSocketAddress(address, config.port()),
        users,
        new KeyFile(config.keyStore(), config.keyStorePassword()),
        config.defaultStream(),
        ports,
        config.maxConnections(),
        Duration.ofSeconds(config.sessionSeconds()),
        Duration.ofMillis(config.keyframeMillis()));
  }

  /** Literals only: a name would need a resolver, which may take seconds. */
  private static InetAddress address(String text) throws OrielException {
    try {
      return InetAddress.ofLiteral(text.equalsIgnoreCase("localhost") ? "127.0.0.1" : text);
    } catch (IllegalArgumentException e) {
      throw invalid("bindAddress is " + text + "; allowed is an IP address or localhost");
    }
  }

  private static OrielException invalid(String what) {
    return new OrielException(
        ErrorCode.CONFIGURATION_INVALID, RtspTransport.PID + ": " + what + ".");
  }
}
