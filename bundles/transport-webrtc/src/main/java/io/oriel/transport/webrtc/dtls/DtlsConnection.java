package io.oriel.transport.webrtc.dtls;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.Serial;
import java.util.function.Consumer;
import org.bouncycastle.tls.DTLSRecordFlags;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.DatagramTransport;

/**
 * One viewer's DTLS connection, used by one thread: the handshake waits for datagrams, afterwards
 * the caller brings them.
 */
public final class DtlsConnection implements AutoCloseable {
  /** The largest datagram that is sent: fits every path that WebRTC runs on. */
  public static final int SEND_LIMIT = 1200;

  /** The largest datagram that is taken. */
  public static final int RECEIVE_LIMIT = 2048;

  /** What comes out of a datagram. */
  @FunctionalInterface
  public interface Receiver {
    /**
     * Decrypted application data.
     *
     * @param bytes valid during the call
     */
    void received(byte[] bytes, int length) throws IOException;
  }

  private final Port port;
  private final DTLSTransport dtls;
  private final SrtpMaster master;
  private final byte[] plain = new byte[RECEIVE_LIMIT];

  private DtlsConnection(Port port, DTLSTransport dtls, SrtpMaster master) {
    this.port = port;
    this.dtls = dtls;
    this.master = master;
  }

  /**
   * Waits for a client's handshake and completes it.
   *
   * @param in what the client sends
   * @param out sends a datagram to the client; the array is its own
   * @throws IOException if the handshake fails, takes longer than 10 s, or the queue is closed
   */
  public static DtlsConnection accept(
      DtlsIdentity identity, byte[] peerFingerprint, DatagramQueue in, Consumer<byte[]> out)
      throws IOException {
    final Port port = new Port(in, out);
    final DtlsServer server = new DtlsServer(identity, peerFingerprint);
    final DTLSTransport dtls;
    try {
      dtls = new DTLSServerProtocol().accept(server, port);
    } catch (RuntimeException e) {
      // Outside bytes got further into the library than they should have.
      throw new IOException("The handshake broke", e);
    }
    port.waits = false;
    return new DtlsConnection(
        port, dtls, server.master().orElseThrow(() -> new IOException("No SRTP keys")));
  }

  /** The media keys. */
  public SrtpMaster master() {
    return master;
  }

  /** Whether the peer has said goodbye or broken the connection. */
  public boolean ended() {
    return port.closed;
  }

  /**
   * Opens a datagram.
   *
   * @param authentic called for each record that really came from the peer
   * @throws IOException if the peer ended the connection with an error
   */
  public void open(byte[] datagram, Runnable authentic, Receiver receiver) throws IOException {
    if (!DtlsRecords.plausible(datagram)) {
      return;
    }
    port.current = datagram;
    try {
      while (!port.closed) {
        final int length =
            dtls.receive(
                plain,
                0,
                plain.length,
                Integer.MAX_VALUE,
                flags -> {
                  // Not set for late handshake records, which anyone can make.
                  if ((flags & DTLSRecordFlags.IS_NEWEST) != 0) {
                    authentic.run();
                  }
                });
        if (length < 0) {
          return;
        }
        receiver.received(plain, length);
      }
    } catch (NothingLeft e) {
      // The datagram has been used up.
    }
  }

  /** Encrypts and sends one message that fits a datagram. */
  public void send(byte[] message, int length) throws IOException {
    dtls.send(message, 0, length);
  }

  /** Says goodbye (close_notify). */
  @Override
  public void close() {
    try {
      dtls.close();
    } catch (IOException e) {
      // It is closed either way; the peer notices by silence.
    }
  }

  /** Thrown into the library's receive loop to leave it without waiting; it passes it on. */
  private static final class NothingLeft extends InterruptedIOException {
    @Serial private static final long serialVersionUID = 1L;

    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }

  /** The library's side of the network. */
  private static final class Port implements DatagramTransport {
    private final DatagramQueue in;
    private final Consumer<byte[]> out;
    private boolean waits = true;
    private volatile boolean closed;
    private byte[] current;

    Port(DatagramQueue in, Consumer<byte[]> out) {
      this.in = in;
      this.out = out;
    }

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
      final byte[] datagram = waits ? in.next(Math.max(1, millis)) : current;
      current = null;
      if (datagram == null) {
        if (waits) {
          return -1;
        }
        throw new NothingLeft();
      }
      final int length = Math.min(datagram.length, room);
      System.arraycopy(datagram, 0, into, at, length);
      return length;
    }

    @Override
    public void send(byte[] from, int at, int length) {
      final byte[] datagram = new byte[length];
      System.arraycopy(from, at, datagram, 0, length);
      out.accept(datagram);
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
