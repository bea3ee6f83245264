package io.oriel.http.netty;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Set;

/**
 * Which {@code Host} a request may carry. A page of any site can point a name of its own at
 * 127.0.0.1 (DNS rebinding) and would then be of one origin with a listener on loopback; an address
 * or {@code localhost} cannot be taken over like that.
 */
record HostPolicy(boolean loopback, Set<String> names) {
  static HostPolicy of(final ListenerSettings settings) {
    return new HostPolicy(settings.address().getAddress().isLoopbackAddress(), settings.hosts());
  }

  boolean allows(final String host) {
    if (!loopback || names.contains("*")) {
      return true;
    }
    final String name = withoutPort(host).toLowerCase(Locale.ROOT);
    return name.equals("localhost")
        || name.endsWith(".localhost")
        || names.contains(name)
        || isAddress(name);
  }

  private static String withoutPort(final String host) {
    final int bracket = host.lastIndexOf(']');
    final int colon = host.indexOf(':', Math.max(bracket, 0));
    return colon < 0 ? host : host.substring(0, colon);
  }

  private static boolean isAddress(final String name) {
    final boolean v6 = name.startsWith("[") && name.endsWith("]");
    try {
      InetAddress.ofLiteral(v6 ? name.substring(1, name.length() - 1) : name);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
