package io.oriel.transport.webrtc.peer;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.time.Clock;
import io.oriel.transport.webrtc.WebRtcCounter;
import io.oriel.transport.webrtc.dtls.DtlsConnection;
import io.oriel.transport.webrtc.ice.SourceLimits;
import io.oriel.transport.webrtc.ice.StunRequest;
import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Arrays;
import java.util.Optional;

/**
 * The UDP port of all viewers and the thread that receives on it. A datagram is told by its first
 * byte (RFC 7983): STUN, DTLS or SRTCP.
 */
public final class MediaPort implements Peer.Socket, AutoCloseable {
  /** What the operating system is asked to hold in either direction. */
  public static final int BUFFER_BYTES = 4 << 20;

  private static final System.Logger LOG = System.getLogger(MediaPort.class.getName());
  private static final int MOST_USELESS_PER_SECOND = 200;

  private final DatagramChannel channel;
  private final Selector selector;
  private final InetSocketAddress bound;
  private final Peers peers;
  private final Clock clock;
  private final CounterSet<WebRtcCounter> counters;
  private final SourceLimits limits = new SourceLimits(MOST_USELESS_PER_SECOND);
  private final Thread thread;

  private MediaPort(
      DatagramChannel channel, Peers peers, Clock clock, CounterSet<WebRtcCounter> counters)
      throws IOException {
    this.channel = channel;
    this.selector = Selector.open();
    channel.register(selector, SelectionKey.OP_READ);
    this.bound = (InetSocketAddress) channel.getLocalAddress();
    this.peers = peers;
    this.clock = clock;
    this.counters = counters;
    this.thread = Thread.ofPlatform().daemon().name("oriel-receive-webrtc").unstarted(this::loop);
  }

  /**
   * Binds the port.
   *
   * @throws OrielException naming port, setting and remedy if that is impossible
   */
  public static MediaPort open(
      InetSocketAddress at, Peers peers, Clock clock, CounterSet<WebRtcCounter> counters)
      throws OrielException {
    DatagramChannel channel = null;
    try {
      channel =
          DatagramChannel.open(
              at.getAddress() instanceof java.net.Inet4Address
                  ? StandardProtocolFamily.INET
                  : StandardProtocolFamily.INET6);
      channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER_BYTES);
      channel.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER_BYTES);
      channel.bind(at);
      // A blocking channel would have senders wait, and an interrupted one close it for everybody.
      channel.configureBlocking(false);
      return new MediaPort(channel, peers, clock, counters);
    } catch (IOException e) {
      closeQuietly(channel);
      final boolean taken = e instanceof BindException && e.getMessage().contains("in use");
      throw new OrielException(
          taken ? ErrorCode.PORT_IN_USE : ErrorCode.BIND_FAILED,
          "UDP port "
              + at.getPort()
              + " on "
              + at.getAddress().getHostAddress()
              + (taken ? " is in use" : " cannot be bound: " + e.getMessage())
              + " (settings port and bindAddress of io.oriel.transport.webrtc)",
          e);
    }
  }

  private static void closeQuietly(Closeable resource) {
    try {
      if (resource != null) {
        resource.close();
      }
    } catch (IOException e) {
      // It is of no use any more either way.
    }
  }

  /** Begins to receive. */
  public void start() {
    thread.start();
  }

  /** Where it is, with the port that it really has. */
  public InetSocketAddress address() {
    return bound;
  }

  @Override
  public boolean send(ByteBuffer datagram, InetSocketAddress to) {
    try {
      return channel.send(datagram, to) > 0;
    } catch (IOException e) {
      // An unreachable viewer is noticed by its silence.
      return false;
    }
  }

  private void loop() {
    final ByteBuffer buffer = ByteBuffer.allocateDirect(DtlsConnection.RECEIVE_LIMIT + 1);
    final byte[] bytes = new byte[DtlsConnection.RECEIVE_LIMIT + 1];
    while (channel.isOpen()) {
      try {
        final InetSocketAddress from = (InetSocketAddress) channel.receive(buffer.clear());
        if (from == null) {
          selector.select(key -> {});
          continue;
        }
        final int length = buffer.flip().remaining();
        buffer.get(bytes, 0, length);
        received(bytes, length, from);
      } catch (ClosedChannelException | ClosedSelectorException e) {
        return;
      } catch (IOException e) {
        // An ICMP answer to something that was sent: it says nothing about what will come.
        LOG.log(System.Logger.Level.DEBUG, "Receiving on the media port", e);
      } catch (RuntimeException e) {
        counters.increment(WebRtcCounter.DATAGRAMS_MALFORMED);
        LOG.log(System.Logger.Level.DEBUG, "A datagram was not understood", e);
      }
    }
  }

  private void received(byte[] bytes, int length, InetSocketAddress from) {
    final long now = clock.nanos();
    // A viewer is heard whatever else comes from its address: it may share it with an attacker.
    if (peers.ofAddress(from) == null && !limits.allows(from.getAddress(), now)) {
      counters.increment(WebRtcCounter.SOURCES_LIMITED);
    } else if (!useful(bytes, length, from)) {
      limits.useless(from.getAddress(), now);
    }
  }

  private boolean useful(byte[] bytes, int length, InetSocketAddress from) {
    final int first = length == 0 ? -1 : bytes[0] & 255;
    if (length > DtlsConnection.RECEIVE_LIMIT || first < 0) {
      counters.increment(WebRtcCounter.DATAGRAMS_MALFORMED);
      return false;
    }
    if (first < 4) {
      return stun(bytes, length, from);
    }
    final Peer peer = peers.ofAddress(from);
    if (peer == null) {
      counters.increment(WebRtcCounter.DATAGRAMS_UNKNOWN);
      return false;
    }
    if (first >= 20 && first < 64) {
      peer.dtls(Arrays.copyOf(bytes, length));
      return true;
    }
    if (first >= 128 && first < 192) {
      peer.rtcp(bytes, length);
      return true;
    }
    counters.increment(WebRtcCounter.DATAGRAMS_MALFORMED);
    return false;
  }

  private boolean stun(byte[] bytes, int length, InetSocketAddress from) {
    final Optional<StunRequest> request = StunRequest.read(bytes, length);
    if (request.isEmpty()) {
      counters.increment(WebRtcCounter.DATAGRAMS_MALFORMED);
      return false;
    }
    final Optional<Peer> peer = peers.ofUfrag(request.get().localUfrag());
    if (peer.isEmpty() || !peer.get().made(request.get())) {
      counters.increment(WebRtcCounter.STUN_REFUSED);
      return false;
    }
    peer.get().checked(request.get(), from);
    peers.route(from, peer.get());
    send(ByteBuffer.wrap(request.get().answer(peer.get().credentials(), from)), from);
    return true;
  }

  /** Frees the port and ends the thread. */
  @Override
  public void close() {
    closeQuietly(channel);
    // Only now does the system let go of the port.
    closeQuietly(selector);
    try {
      thread.join(1000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
