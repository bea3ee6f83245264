package io.oriel.transport.webrtc.dtls;

import io.oriel.rtp.SrtpProfile;
import java.io.IOException;
import java.util.Hashtable;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DatagramTransport;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsExtensionsUtils;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.UseSRTPData;

/** A handshake of this side with itself, in memory. */
public final class SelfHandshake {
  /** Without a limit the client would ask for ever when the server's side has failed. */
  private static final int HANDSHAKE_MILLIS = 10_000;

  private SelfHandshake() {}

  /** Does it; takes as long as classes take to load. */
  public static DtlsConnection run(DtlsIdentity identity) throws IOException {
    final BlockingQueue<byte[]> toServer = new LinkedBlockingQueue<>();
    final BlockingQueue<byte[]> toClient = new LinkedBlockingQueue<>();
    Thread.ofVirtual().name("oriel-warm-dtls").start(() -> client(identity, toServer, toClient));
    return DtlsConnection.accept(
        identity, identity.fingerprint(), millis -> poll(toServer, millis), toClient::add);
  }

  private static byte[] poll(BlockingQueue<byte[]> queue, int millis) throws IOException {
    try {
      return queue.poll(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static void client(
      DtlsIdentity identity, BlockingQueue<byte[]> out, BlockingQueue<byte[]> in) {
    try {
      new DTLSClientProtocol().connect(new Client(identity), new Port(out, in));
    } catch (IOException | RuntimeException e) {
      // The server's side fails too, and that is reported.
      out.add(new byte[0]);
    }
  }

  private record Port(BlockingQueue<byte[]> out, BlockingQueue<byte[]> in)
      implements DatagramTransport {
    @Override
    public int getReceiveLimit() {
      return DtlsConnection.RECEIVE_LIMIT;
    }

    @Override
    public int getSendLimit() {
      return DtlsConnection.SEND_LIMIT;
    }

    @Override
    public int receive(byte[] into, int at, int room, int millis) throws IOException {
      final byte[] datagram = poll(in, Math.max(1, millis));
      if (datagram == null) {
        return -1;
      }
      System.arraycopy(datagram, 0, into, at, datagram.length);
      return datagram.length;
    }

    @Override
    public void send(byte[] from, int at, int length) {
      final byte[] datagram = new byte[length];
      System.arraycopy(from, at, datagram, 0, length);
      out.add(datagram);
    }

    @Override
    public void close() {}
  }

  static final class Client extends DefaultTlsClient {
    private final DtlsIdentity identity;

    Client(DtlsIdentity identity) {
      super(identity.crypto());
      this.identity = identity;
    }

    @Override
    public int getHandshakeTimeoutMillis() {
      return HANDSHAKE_MILLIS;
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
      return new ProtocolVersion[] {ProtocolVersion.DTLSv12};
    }

    @Override
    protected int[] getSupportedCipherSuites() {
      return new int[] {CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256};
    }

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"}) // the library's signature
    public Hashtable getClientExtensions() throws IOException {
      final Hashtable extensions =
          TlsExtensionsUtils.ensureExtensionsInitialised(super.getClientExtensions());
      TlsSRTPUtils.addUseSRTPExtension(
          extensions, new UseSRTPData(new int[] {SrtpProfile.values()[0].id()}, new byte[0]));
      return extensions;
    }

    @Override
    public TlsAuthentication getAuthentication() {
      return new TlsAuthentication() {
        @Override
        public void notifyServerCertificate(TlsServerCertificate certificate) {
          // It is our own.
        }

        @Override
        public TlsCredentials getClientCredentials(CertificateRequest request) {
          return identity.signer(context);
        }
      };
    }
  }
}
