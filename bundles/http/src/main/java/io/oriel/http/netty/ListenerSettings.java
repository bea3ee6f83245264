package io.oriel.http.netty;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The checked settings of one listener.
 *
 * @param name {@code public} or {@code private}
 * @param pid the configuration that the values came from, for messages
 * @param address where to listen; port 0 takes any free one
 * @param hosts further names under which this listener may be asked for, in lower case; {@code *}
 *     allows every name
 * @param frameAncestors the source list of the policy that says who may frame an answer
 * @param maxConnections connections at one time
 * @param maxConnectionsPerAddress of them from one IPv4 address or one IPv6 /64
 * @param maxLineBytes request line
 * @param maxHeaderBytes all header fields of a request
 * @param headTimeout from a request's first byte to the end of its header
 * @param bodyTimeout from there to the end of its body
 * @param idleTimeout silence between requests
 * @param requestTimeout a resource's time to answer, and the peer's to take the answer
 */
record ListenerSettings(
    String name,
    String pid,
    InetSocketAddress address,
    Set<String> hosts,
    String frameAncestors,
    int maxConnections,
    int maxConnectionsPerAddress,
    int maxLineBytes,
    int maxHeaderBytes,
    Duration headTimeout,
    Duration bodyTimeout,
    Duration idleTimeout,
    Duration requestTimeout) {

  ListenerSettings {
    hosts = Set.copyOf(hosts);
  }

  static ListenerSettings of(final PublicListener.Config config) throws OrielException {
    final Check check = new Check("io.oriel.http.public");
    final InetSocketAddress address = check.address(config.bindAddress(), config.port());
    if (!address.getAddress().isLoopbackAddress() && !config.allowAnonymous()) {
      throw new OrielException(
          ErrorCode.UNSAFE_BIND,
          "The public listener would answer anyone at "
              + config.bindAddress()
              + " (io.oriel.http.public: bindAddress), and there is no authentication.");
    }
    return check.settings(
        "public",
        address,
        config.hosts(),
        config.frameAncestors(),
        config.maxConnections(),
        config.maxConnectionsPerAddress(),
        config.maxLineBytes(),
        config.maxHeaderBytes(),
        config.headTimeoutMillis(),
        config.bodyTimeoutMillis(),
        config.idleTimeoutMillis(),
        config.requestTimeoutMillis());
  }

  static ListenerSettings of(final PrivateListener.Config config) throws OrielException {
    final Check check = new Check("io.oriel.http.private");
    return check.settings(
        "private",
        check.address(config.bindAddress(), config.port()),
        config.hosts(),
        "'none'",
        config.maxConnections(),
        config.maxConnectionsPerAddress(),
        config.maxLineBytes(),
        config.maxHeaderBytes(),
        config.headTimeoutMillis(),
        config.bodyTimeoutMillis(),
        config.idleTimeoutMillis(),
        config.requestTimeoutMillis());
  }

  private record Check(String pid) {
    InetSocketAddress address(final String bindAddress, final int port) throws OrielException {
      if (port < 0 || port > 65535) {
        throw invalid("port", port, "a number from 0 (any free port) to 65535");
      }
      // Literals only: a name would need a resolver, which may take seconds.
      final String literal = bindAddress.equalsIgnoreCase("localhost") ? "127.0.0.1" : bindAddress;
      try {
        return new InetSocketAddress(InetAddress.ofLiteral(literal), port);
      } catch (IllegalArgumentException e) {
        throw invalid(
            "bindAddress", bindAddress, "an IP address such as 127.0.0.1, ::1 or 0.0.0.0");
      }
    }

    ListenerSettings settings(
        final String name,
        final InetSocketAddress address,
        final String[] hosts,
        final String frameAncestors,
        final int maxConnections,
        final int maxConnectionsPerAddress,
        final int maxLineBytes,
        final int maxHeaderBytes,
        final long headTimeoutMillis,
        final long bodyTimeoutMillis,
        final long idleTimeoutMillis,
        final long requestTimeoutMillis)
        throws OrielException {
      if (!frameAncestors.matches("[!-:<-~][ -:<-~]*")) {
        throw invalid("frameAncestors", frameAncestors, "'none', 'self' or a list of origins");
      }
      return new ListenerSettings(
          name,
          pid,
          address,
          Set.copyOf(List.of(hosts).stream().map(h -> h.toLowerCase(Locale.ROOT)).toList()),
          frameAncestors,
          within("maxConnections", maxConnections, 1, 100_000),
          within("maxConnectionsPerAddress", maxConnectionsPerAddress, 1, 100_000),
          within("maxLineBytes", maxLineBytes, 256, 65_536),
          within("maxHeaderBytes", maxHeaderBytes, 256, 1 << 20),
          millis("headTimeoutMillis", headTimeoutMillis),
          millis("bodyTimeoutMillis", bodyTimeoutMillis),
          millis("idleTimeoutMillis", idleTimeoutMillis),
          millis("requestTimeoutMillis", requestTimeoutMillis));
    }

    private Duration millis(final String key, final long value) throws OrielException {
      return Duration.ofMillis(within(key, value, 10, 3_600_000));
    }

    private int within(final String key, final long value, final int low, final int high)
        throws OrielException {
      if (value < low || value > high) {
        throw invalid(key, value, "a number from " + low + " to " + high);
      }
      return (int) value;
    }

    private OrielException invalid(final String key, final Object value, final String allowed) {
      return new OrielException(
          ErrorCode.CONFIGURATION_INVALID,
          pid + ": " + key + " is " + value + "; allowed is " + allowed + ".");
    }
  }
}
