package io.oriel.runtime.grab.whep;

import io.oriel.runtime.grab.Deadline;
import io.oriel.runtime.grab.GrabException;
import io.oriel.transport.webrtc.ice.StunRequest;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.Optional;

/** The way that datagrams take to the server and from it (RFC 8445). Used by one thread. */
final class MediaPath implements AutoCloseable {
  private static final int BUFFER_BYTES = 4 << 20;
  private static final int MOST_BYTES = 2048;
  private static final long CHECK_NANOS = 50_000_000;
  private static final long STAY_NANOS = 1_000_000_000;

  private final DatagramSocket socket;
  private final LocalSide local;
  private final RemoteSide remote;
  private final byte[] buffer = new byte[MOST_BYTES];
  private final StunCheck check;
  private Optional<InetSocketAddress> server = Optional.empty();
  private long nextCheckNanos = System.nanoTime();

  private MediaPath(DatagramSocket socket, LocalSide local, RemoteSide remote) {
    this.socket = socket;
    this.local = local;
    this.remote = remote;
    this.check =
        new StunCheck(remote.ufrag() + ":" + local.credentials().ufrag(), remote.password());
  }

  /**
   * Finds the first way that works.
   *
   * @throws GrabException when there is none in time
   */
  static MediaPath open(LocalSide local, RemoteSide remote, Deadline deadline)
      throws IOException, GrabException {
    DatagramSocket socket = new DatagramSocket();
    socket.setReceiveBufferSize(BUFFER_BYTES);
    MediaPath path = new MediaPath(socket, local, remote);
    while (path.server.isEmpty()) {
      if (deadline.passed()) {
        path.close();
        throw new GrabException(
            "no picture within "
                + deadline.words()
                + ": it answers over HTTP and not over UDP, at none of "
                + remote.candidates()
                + "; does a firewall stand between, and is publicIp set on the server?");
      }
      path.next(deadline.millisLeft());
    }
    return path;
  }

  /**
   * The next datagram that is no check of the way.
   *
   * @param millis how long to wait at most
   * @return empty if none came in time; perhaps earlier
   */
  Optional<byte[]> next(int millis) throws IOException {
    long now = System.nanoTime();
    if (now - nextCheckNanos >= 0) {
      check();
      nextCheckNanos = now + (server.isPresent() ? STAY_NANOS : CHECK_NANOS);
    }
    long untilCheckMillis = (nextCheckNanos - now) / 1_000_000;
    socket.setSoTimeout((int) Math.clamp(untilCheckMillis, 1, millis));
    DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
    try {
      socket.receive(packet);
    } catch (SocketTimeoutException e) {
      return Optional.empty();
    }
    InetSocketAddress from = (InetSocketAddress) packet.getSocketAddress();
    byte[] bytes = Arrays.copyOf(buffer, packet.getLength());
    if (bytes.length > 0 && bytes[0] >= 0 && bytes[0] < 4) {
      stun(bytes, from);
      return Optional.empty();
    }
    return server.filter(from::equals).map(known -> bytes);
  }

  private void check() {
    if (server.isPresent()) {
      send(check.request(), server.get());
    } else {
      remote.candidates().forEach(candidate -> send(check.request(), candidate));
    }
  }

  private void stun(byte[] bytes, InetSocketAddress from) {
    if (check.isAnsweredBy(bytes, bytes.length)) {
      server = server.or(() -> Optional.of(from));
    } else {
      StunRequest.read(bytes, bytes.length)
          .filter(asked -> asked.isFrom(local.credentials()))
          .ifPresent(asked -> send(asked.answer(local.credentials(), from), from));
    }
  }

  /** Sends a datagram to the server. */
  void send(byte[] datagram) {
    send(datagram, server.orElseThrow());
  }

  private void send(byte[] datagram, InetSocketAddress to) {
    try {
      socket.send(new DatagramPacket(datagram, datagram.length, to));
    } catch (IOException | IllegalArgumentException e) {
      // A way that does not exist here, such as one of IPv6; another one may.
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
