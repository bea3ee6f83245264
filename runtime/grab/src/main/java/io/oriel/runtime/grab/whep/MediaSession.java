package io.oriel.runtime.grab.whep;

import io.oriel.rtp.SrtpReceiver;
import io.oriel.runtime.grab.Deadline;
import io.oriel.runtime.grab.GrabException;
import io.oriel.runtime.grab.video.FirstPicture;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.DatagramTransport;

/** Handshake and media over a path (RFC 5764). Used by one thread. */
final class MediaSession {
  private static final int RECEIVE_LIMIT = 2048;
  private static final int SEND_LIMIT = 1200;
  private static final long ASK_NANOS = 1_000_000_000;

  private final MediaPath path;
  private final LocalSide local;
  private final RemoteSide remote;
  private final Deadline deadline;
  private long nextAskNanos = System.nanoTime() + ASK_NANOS;

  MediaSession(MediaPath path, LocalSide local, RemoteSide remote, Deadline deadline) {
    this.path = path;
    this.local = local;
    this.remote = remote;
    this.deadline = deadline;
  }

  /** Connects and waits for the picture. */
  BufferedImage first(FirstPicture picture) throws IOException, GrabException {
    DtlsClient client = new DtlsClient(local.identity(), remote.fingerprint(), deadline);
    DTLSTransport dtls;
    try {
      dtls = new DTLSClientProtocol().connect(client, new Records());
    } catch (IOException | RuntimeException e) {
      throw new GrabException(
          client.isForged()
              ? "the certificate of its media is not the one that it named; somebody stands between"
              : "the handshake of its media (DTLS) failed: " + e.getMessage(),
          e);
    }
    try {
      return receive(picture, client.keys());
    } finally {
      dtls.close();
    }
  }

  private BufferedImage receive(FirstPicture picture, ClientKeys keys)
      throws IOException, GrabException {
    SrtpReceiver receiver = keys.receiver();
    while (!deadline.passed()) {
      Optional<byte[]> datagram = path.next(deadline.millisLeft()).filter(MediaSession::isRtp);
      if (datagram.isPresent()) {
        byte[] bytes = datagram.get();
        int length = receiver.unprotect(bytes, bytes.length);
        if (length > 0) {
          Optional<BufferedImage> taken = picture.add(bytes, length);
          if (taken.isPresent()) {
            return taken.get();
          }
          askForKeyframe(keys, ByteBuffer.wrap(bytes).getInt(8));
        }
      }
    }
    throw picture.late(deadline);
  }

  /** By PLI (RFC 4585 section 6.3.1), where the server does not begin with one by itself. */
  private void askForKeyframe(ClientKeys keys, int ssrc) {
    long now = System.nanoTime();
    if (now - nextAskNanos >= 0) {
      nextAskNanos = now + ASK_NANOS;
      path.send(keys.pictureLoss(ssrc));
    }
  }

  /** RTP and not RTCP, on one port (RFC 5761 section 4, RFC 7983). */
  private static boolean isRtp(byte[] datagram) {
    boolean media = datagram.length > 1 && (datagram[0] & 0xc0) == 0x80;
    return media && ((datagram[1] & 0x7f) < 64 || (datagram[1] & 0x7f) > 95);
  }

  /** The handshake's side of the path. */
  private final class Records implements DatagramTransport {
    @Override
    public int getReceiveLimit() {
      return RECEIVE_LIMIT;
    }

    @Override
    public int getSendLimit() {
      return SEND_LIMIT;
    }

    @Override
    public int receive(byte[] into, int at, int room, int millis) throws IOException {
      long until = System.nanoTime() + millis * 1_000_000L;
      do {
        int left = (int) Math.max(1, (until - System.nanoTime()) / 1_000_000);
        Optional<byte[]> record = path.next(left).filter(bytes -> bytes[0] >= 20 && bytes[0] < 64);
        if (record.isPresent()) {
          int length = Math.min(room, record.get().length);
          System.arraycopy(record.get(), 0, into, at, length);
          return length;
        }
      } while (System.nanoTime() - until < 0);
      return -1;
    }

    @Override
    public void send(byte[] from, int at, int length) {
      path.send(Arrays.copyOfRange(from, at, at + length));
    }

    @Override
    public void close() {
      // The path is closed by whoever opened it.
    }
  }
}
