package io.oriel.transport.rtsp.media;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;

/**
 * Two UDP sockets of one player on neighbouring ports, the lower and even one for RTP (RFC 3550
 * section 11). Owned by whoever opened it.
 *
 * @param rtp sends without blocking
 * @param rtcp the same, and receives
 * @param port of RTP
 */
public record PortPair(DatagramChannel rtp, DatagramChannel rtcp, int port)
    implements AutoCloseable {
  /** A few keyframes. */
  private static final int SEND_BUFFER_BYTES = 2 << 20;

  /** Binds both. */
  static PortPair bind(InetAddress local, int port) throws IOException {
    final DatagramChannel rtp = bound(local, port);
    try {
      return new PortPair(rtp, bound(local, port + 1), port);
    } catch (IOException e) {
      rtp.close();
      throw e;
    }
  }

  private static DatagramChannel bound(InetAddress local, int port) throws IOException {
    final DatagramChannel channel = DatagramChannel.open();
    try {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER_BYTES);
      return channel.bind(new InetSocketAddress(local, port));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Sends to, and hears from, these ports of the player alone. */
  public void connect(InetAddress player, int rtpPort, int rtcpPort) throws IOException {
    rtp.connect(new InetSocketAddress(player, rtpPort));
    rtcp.connect(new InetSocketAddress(player, rtcpPort));
  }

  @Override
  public void close() {
    try (rtp;
        rtcp) {
      // Both are closed, whatever the first one says to it.
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
