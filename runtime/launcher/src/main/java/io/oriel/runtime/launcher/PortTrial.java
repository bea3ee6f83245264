package io.oriel.runtime.launcher;

import io.oriel.api.health.CheckupContext.Protocol;
import io.oriel.api.health.Finding;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Takes a port as a component would, and lets it go again.
 *
 * @param subject of the finding
 * @param protocol of the port
 * @param pid the component
 * @param address its bindAddress
 * @param port its port
 */
record PortTrial(String subject, Protocol protocol, String pid, String address, int port) {

  /** The protocol in the way that ports are written. */
  static String name(Protocol protocol) {
    return protocol.name().toLowerCase(Locale.ROOT);
  }

  /** Whether the port can be had. */
  Finding finding() {
    InetAddress bound;
    try {
      bound = InetAddress.ofLiteral(address.equalsIgnoreCase("localhost") ? "127.0.0.1" : address);
    } catch (IllegalArgumentException e) {
      return bad("\"" + address + "\" is no IP address", "bindAddress", addresses());
    }
    try {
      open(new InetSocketAddress(bound, port));
      return Finding.good(subject, port == 0 ? "any free one at " + address : where() + " is free");
    } catch (BindException e) {
      return refused(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return bad(where() + " cannot be opened: " + e.getMessage(), "bindAddress", addresses());
    }
  }

  private void open(InetSocketAddress at) throws IOException {
    switch (protocol) {
      case TCP -> {
        try (ServerSocketChannel channel = ServerSocketChannel.open()) {
          // As a listener does: connections of a server that has just ended do not count.
          channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
          channel.bind(at);
        }
      }
      case UDP -> {
        try (DatagramChannel channel = DatagramChannel.open()) {
          channel.bind(at);
        }
      }
    }
  }

  private Finding refused(String reason) {
    if (reason.contains("in use")) {
      Optional<ProcessHandle> holder = SocketOwner.of(protocol, port);
      String by = holder.map(PortTrial::named).orElse("another process");
      String remedy =
          holder.map(process -> "Stop process " + process.pid()).orElse("Stop it")
              + ", or set port of "
              + pid
              + " to another one";
      return Finding.bad(subject, where() + " is taken by " + by, remedy);
    }
    if (reason.contains("Permission")) {
      return bad(where() + " may not be opened by this user", "port", "a number from 1024 on");
    }
    return bad(address + " is no address of this machine", "bindAddress", addresses());
  }

  private Finding bad(String detail, String key, String allowed) {
    return Finding.bad(subject, detail, "Set " + key + " of " + pid + " to " + allowed);
  }

  private String where() {
    String host = address.contains(":") ? "[" + address + "]" : address;
    return host + ":" + port + "/" + name(protocol);
  }

  private static String named(ProcessHandle holder) {
    boolean oriel = SocketOwner.commandLine(holder).contains(Main.class.getPackageName() + ".");
    return (oriel ? "another Oriel, process " : "process ")
        + holder.pid()
        + (oriel ? "" : holder.info().command().map(command -> " (" + command + ")").orElse(""));
  }

  private static String addresses() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> !address.isLinkLocalAddress())
          .map(InetAddress::getHostAddress)
          .map(address -> address.replaceFirst("%.*", ""))
          .collect(Collectors.joining(", ", "one of ", " or 0.0.0.0"));
    } catch (SocketException e) {
      return "127.0.0.1 or 0.0.0.0";
    }
  }
}
