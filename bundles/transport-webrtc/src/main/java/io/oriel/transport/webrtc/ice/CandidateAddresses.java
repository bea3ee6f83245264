package io.oriel.transport.webrtc.ice;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The addresses that viewers are told to try, and how an answer writes them. */
public final class CandidateAddresses {
  private CandidateAddresses() {}

  /**
   * Chooses the addresses: those that are configured; else the bound one, or every usable one of
   * the machine when bound to all. A public address comes first.
   *
   * @param bound what the socket is bound to
   * @param advertised configured addresses; empty for a choice by itself
   * @param publicIp the address that a router forwards to this machine; empty if there is none
   * @throws OrielException if a configured address is none
   */
  public static List<InetAddress> choose(
      InetAddress bound, Collection<String> advertised, String publicIp) throws OrielException {
    final Set<InetAddress> chosen = new LinkedHashSet<>();
    if (!publicIp.isBlank()) {
      chosen.add(literal("publicIp", publicIp));
    }
    for (final String address : advertised) {
      if (!address.isBlank()) {
        chosen.add(literal("advertisedAddresses", address));
      }
    }
    if (advertised.stream().allMatch(String::isBlank)) {
      if (bound.isAnyLocalAddress()) {
        chosen.addAll(ofThisMachine(bound instanceof Inet4Address));
      } else {
        chosen.add(bound);
      }
    }
    return List.copyOf(chosen);
  }

  /** The lines of an answer, best address first (RFC 8839 section 5.1, RFC 8445 section 5.1.2). */
  public static List<String> lines(List<InetAddress> addresses, int port) {
    final List<String> lines = new ArrayList<>();
    for (int i = 0; i < addresses.size(); i++) {
      final long priority = (126L << 24) + ((65535L - i) << 8) + 255;
      final String text = addresses.get(i).getHostAddress();
      final int zone = text.indexOf('%');
      lines.add(
          "a=candidate:%d 1 udp %d %s %d typ host"
              .formatted(i + 1, priority, zone < 0 ? text : text.substring(0, zone), port));
    }
    return lines;
  }

  /** An address that is written as digits: names are not looked up. */
  public static InetAddress literal(String setting, String text) throws OrielException {
    try {
      return InetAddress.ofLiteral(text.strip());
    } catch (IllegalArgumentException e) {
      throw new OrielException(
          ErrorCode.CONFIGURATION_INVALID,
          setting + " of io.oriel.transport.webrtc is not an IP address: " + text,
          e);
    }
  }

  private static List<InetAddress> ofThisMachine(boolean onlyVersion4) {
    final List<InetAddress> usable = new ArrayList<>();
    try {
      for (final NetworkInterface card :
          Collections.list(NetworkInterface.getNetworkInterfaces())) {
        if (card.isUp() && !card.isLoopback()) {
          for (final InetAddress address : Collections.list(card.getInetAddresses())) {
            if (!address.isLinkLocalAddress()
                && !address.isMulticastAddress()
                && (address instanceof Inet4Address || !onlyVersion4)) {
              usable.add(address);
            }
          }
        }
      }
    } catch (SocketException e) {
      usable.clear();
    }
    usable.sort((a, b) -> Boolean.compare(b instanceof Inet4Address, a instanceof Inet4Address));
    if (usable.isEmpty()) {
      usable.add(loopback());
    }
    return usable;
  }

  private static InetAddress loopback() {
    try {
      return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    } catch (UnknownHostException e) {
      throw new IllegalStateException("Four bytes are an address", e);
    }
  }
}
