package io.oriel.transport.rtsp.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.oriel.transport.rtsp.RtspCounter;
import io.oriel.transport.rtsp.media.DatagramOutput;
import io.oriel.transport.rtsp.media.InterleavedOutput;
import io.oriel.transport.rtsp.media.Output;
import io.oriel.transport.rtsp.media.PortPair;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The way that was agreed on for a player's packets.
 *
 * @param header the Transport header that says so
 * @param controlChannel of the connection, for RTCP; -1 if that goes another way
 */
record Way(Output output, String header, int controlChannel) {
  private static final int NONE = -1;

  /**
   * Opens the first of the choices that can be had. Event loop only.
   *
   * @param control takes RTCP packets that come beside the connection
   */
  static Optional<Way> open(
      List<TransportChoice> choices, Site site, Channel connection, Consumer<byte[]> control) {
    boolean portsTried = false;
    for (final TransportChoice choice : choices) {
      switch (choice) {
        case TransportChoice.Interleaved channels -> {
          return Optional.of(interleaved(channels, connection));
        }
        case TransportChoice.Datagrams ports -> {
          if (portsTried) {
            // What could not be had for the first cannot be had for this one.
            continue;
          }
          portsTried = true;
          final Optional<Way> way = datagrams(ports, site, connection, control);
          if (way.isPresent()) {
            return way;
          }
          site.counters().increment(RtspCounter.PORTS_UNAVAILABLE);
        }
      }
    }
    return Optional.empty();
  }

  private static Way interleaved(TransportChoice.Interleaved channels, Channel connection) {
    return new Way(
        new InterleavedOutput(connection, channels.rtp(), channels.rtcp()),
        "RTP/AVP/TCP;unicast;interleaved=" + channels.rtp() + "-" + channels.rtcp(),
        channels.rtcp());
  }

  private static Optional<Way> datagrams(
      TransportChoice.Datagrams ports, Site site, Channel connection, Consumer<byte[]> control) {
    final InetSocketAddress local = (InetSocketAddress) connection.localAddress();
    final InetSocketAddress remote = (InetSocketAddress) connection.remoteAddress();
    return site.mediaPorts()
        .open(local.getAddress())
        .filter(pair -> connected(pair, remote, ports))
        .map(pair ->
            new Way(
                new DatagramOutput(pair, controlChannel(pair, connection, control)),
                "RTP/AVP;unicast;client_port=%d-%d;server_port=%d-%d"
                    .formatted(ports.rtp(), ports.rtcp(), pair.port(), pair.port() + 1),
                NONE));
  }

  /** Nobody but the client itself is sent to, whatever destination it asks for. */
  private static boolean connected(
      PortPair pair, InetSocketAddress remote, TransportChoice.Datagrams ports) {
    try {
      pair.connect(remote.getAddress(), ports.rtp(), ports.rtcp());
      return true;
    } catch (IOException e) {
      pair.close();
      return false;
    }
  }

  private static Channel controlChannel(
      PortPair pair, Channel connection, Consumer<byte[]> control) {
    final NioDatagramChannel channel = new NioDatagramChannel(pair.rtcp());
    channel
        .pipeline()
        .addLast(
            new SimpleChannelInboundHandler<DatagramPacket>() {
              @Override
              protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket packet) {
                final ByteBuf content = packet.content();
                control.accept(ByteBufUtil.getBytes(content));
              }

              @Override
              public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
                // The player's port is closed: its silence ends the session.
              }
            });
    connection.eventLoop().register(channel);
    return channel;
  }
}
