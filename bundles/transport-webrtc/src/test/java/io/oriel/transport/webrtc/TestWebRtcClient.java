package io.oriel.transport.webrtc;

import io.oriel.transport.webrtc.dtls.DtlsIdentity;
import io.oriel.transport.webrtc.media.Receiver;
import io.oriel.transport.webrtc.sctp.TestSctpClient;
import io.oriel.transport.webrtc.sdp.Offers;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.DatagramTransport;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsExtensionsUtils;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.UseSRTPData;

/**
 * A viewer without a browser: STUN, the DTLS client of BouncyCastle, SRTP and SCTP, each as small
 * as it can be and none of it the product's code.
 */
public final class TestWebRtcClient implements AutoCloseable {
  static final int VIDEO = 39;
  static final int RTX = 40;

  /** After so many waits of 5 ms for nothing, what was not acknowledged is sent again. */
  private static final int SILENT_TIMES = 40;

  private final DtlsIdentity identity = DtlsIdentity.create();
  private final DatagramSocket socket;
  private final BlockingQueue<byte[]> records = new LinkedBlockingQueue<>();
  private final TestSctpClient sctp = new TestSctpClient();
  private final BlockingQueue<Supplier<List<byte[]>>> outgoing = new LinkedBlockingQueue<>();
  private InetSocketAddress server;
  private String serverUfrag;
  private String serverPassword;
  private int ssrc;
  private volatile int stunAnswers;
  private volatile boolean closed;
  private volatile boolean dtlsEnded;
  private final Optional<Consumer<byte[]>> media;
  private volatile Optional<Receiver> receiver = Optional.empty();
  private volatile Optional<DTLSTransport> dtls = Optional.empty();

  /** One that decrypts and keeps what it receives. */
  TestWebRtcClient() throws SocketException {
    this(Optional.empty());
  }

  /**
   * One that hands on what it receives as it comes, SRTP and SRTCP; any number of them is cheap.
   */
  public TestWebRtcClient(Consumer<byte[]> media) throws SocketException {
    this(Optional.of(media));
  }

  private TestWebRtcClient(Optional<Consumer<byte[]>> media) throws SocketException {
    this.media = media;
    socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  /** The offer that goes with this client's certificate. */
  public String offer() {
    return Offers.chromium(
        "test",
        HexFormat.ofDelimiter(":").formatHex(identity.fingerprint()).toUpperCase(Locale.ROOT));
  }

  /** Takes the answer; nothing is sent yet. */
  public void answered(String sdp) {
    serverUfrag = find(sdp, "a=ice-ufrag:(\\S+)");
    serverPassword = find(sdp, "a=ice-pwd:(\\S+)");
    ssrc = Integer.parseUnsignedInt(find(sdp, "a=ssrc:(\\d+) "));
    server =
        new InetSocketAddress(
            InetAddress.ofLiteral(find(sdp, "a=candidate:1 1 udp \\d+ (\\S+) ")),
            Integer.parseInt(find(sdp, "a=candidate:1 1 udp \\d+ \\S+ (\\d+) ")));
  }

  private static String find(String text, String pattern) {
    final Matcher matcher = Pattern.compile(pattern).matcher(text);
    if (!matcher.find()) {
      throw new AssertionError("No " + pattern + " in\n" + text);
    }
    return matcher.group(1);
  }

  /** Connects everything; returns once media and channel are open. */
  public void connect() throws IOException {
    Thread.ofVirtual().start(this::receive);
    check();
    final Client client = new Client(identity);
    final DTLSTransport connected = new DTLSClientProtocol().connect(client, new Port());
    receiver = Optional.of(client.receiver());
    dtls = Optional.of(connected);
    Thread.ofVirtual().start(() -> converse(connected));
  }

  /** Opens a channel once the association is there. */
  void open(int stream, String label) {
    outgoing.add(() -> sctp.open(stream, label, 0));
  }

  /** Says something on a channel. */
  void say(int stream, String text) {
    outgoing.add(() -> sctp.text(stream, text, 1000));
  }

  /** Sends a binary message on a channel. */
  void send(int stream, byte[] message) {
    outgoing.add(() -> sctp.message(stream, 53, message, 1000));
  }

  /** Sends an ICE check that nominates this path. */
  public void check() throws IOException {
    send(binding(serverUfrag + ":test", serverPassword));
  }

  /** Sends an ICE check with these credentials. */
  void check(String username, String password) throws IOException {
    send(binding(username, password));
  }

  /** Sends any bytes to the server's port. */
  void send(byte[] datagram) throws IOException {
    socket.send(new DatagramPacket(datagram, datagram.length, server));
  }

  private void receive() {
    final byte[] buffer = new byte[2048];
    while (!closed) {
      try {
        final DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        socket.receive(packet);
        received(Arrays.copyOf(buffer, packet.getLength()));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void received(byte[] datagram) {
    final int first = datagram[0] & 255;
    if (first < 4) {
      stunAnswers++;
    } else if (first < 64) {
      records.add(datagram);
    } else {
      media.ifPresentOrElse(
          take -> take.accept(datagram), () -> receiver.ifPresent(r -> r.receive(datagram)));
    }
  }

  private void converse(DTLSTransport connected) {
    final byte[] buffer = new byte[2048];
    int silent = 0;
    try {
      transmit(connected, List.of(sctp.init()));
      while (!closed && !dtlsEnded) {
        if (sctp.established() && !outgoing.isEmpty()) {
          transmit(connected, outgoing.remove().get());
        }
        final int length = connected.receive(buffer, 0, buffer.length, 5);
        silent = length > 0 ? 0 : silent + 1;
        if (length > 0) {
          transmit(connected, sctp.receive(Arrays.copyOf(buffer, length)));
        } else if (silent % SILENT_TIMES == 0) {
          transmit(connected, sctp.unacknowledged());
        }
      }
    } catch (IOException e) {
      dtlsEnded = true;
    }
  }

  private static void transmit(DTLSTransport connected, List<byte[]> packets) throws IOException {
    for (final byte[] packet : packets) {
      connected.send(packet, 0, packet.length);
    }
  }

  private byte[] binding(String username, String password) {
    final byte[] name = username.getBytes(StandardCharsets.US_ASCII);
    final int padded = name.length + 3 & ~3;
    final ByteBuffer out = ByteBuffer.allocate(20 + 4 + padded + 4 + 24 + 8);
    out.putShort((short) 1).putShort((short) (out.capacity() - 20 - 8)).putInt(0x2112A442);
    out.putLong(System.nanoTime()).putInt(7);
    out.putShort((short) 6).putShort((short) name.length).put(name).position(24 + padded);
    out.putShort((short) 0x25).putShort((short) 0);
    try {
      final Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.US_ASCII), "HmacSHA1"));
      mac.update(out.array(), 0, out.position());
      out.putShort((short) 8).putShort((short) 20).put(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    out.putShort(2, (short) (out.capacity() - 20));
    final CRC32 crc = new CRC32();
    crc.update(out.array(), 0, out.position());
    out.putShort((short) 0x8028).putShort((short) 4).putInt((int) crc.getValue() ^ 0x5354554e);
    return out.array();
  }

  Receiver receiver() {
    return receiver.orElseThrow();
  }

  TestSctpClient sctp() {
    return sctp;
  }

  int ssrc() {
    return ssrc;
  }

  int stunAnswers() {
    return stunAnswers;
  }

  boolean dtlsEnded() {
    return dtlsEnded;
  }

  /** Says goodbye (close_notify). */
  void leave() throws IOException {
    dtls.orElseThrow().close();
  }

  @Override
  public void close() {
    closed = true;
    socket.close();
  }

  private final class Port implements DatagramTransport {
    @Override
    public int getReceiveLimit() {
      return 2048;
    }

    @Override
    public int getSendLimit() {
      return 1200;
    }

    @Override
    public int receive(byte[] into, int at, int room, int millis) throws IOException {
      try {
        final byte[] datagram = records.poll(Math.max(1, millis), TimeUnit.MILLISECONDS);
        if (datagram == null) {
          return -1;
        }
        System.arraycopy(datagram, 0, into, at, datagram.length);
        return datagram.length;
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }

    @Override
    public void send(byte[] from, int at, int length) throws IOException {
      TestWebRtcClient.this.send(Arrays.copyOfRange(from, at, at + length));
    }

    @Override
    public void close() {
      dtlsEnded = true;
    }
  }

  private static final class Client extends DefaultTlsClient {
    private final DtlsIdentity identity;
    private byte[] material;

    Client(DtlsIdentity identity) {
      super(identity.crypto());
      this.identity = identity;
    }

    Receiver receiver() {
      return new Receiver(
          Arrays.copyOfRange(material, 16, 32),
          Arrays.copyOfRange(material, 44, 56),
          Arrays.copyOfRange(material, 0, 16),
          Arrays.copyOfRange(material, 32, 44));
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
      TlsSRTPUtils.addUseSRTPExtension(extensions, new UseSRTPData(new int[] {1, 7}, new byte[0]));
      return extensions;
    }

    @Override
    public void notifyHandshakeComplete() throws IOException {
      super.notifyHandshakeComplete();
      material = context.exportKeyingMaterial("EXTRACTOR-dtls_srtp", null, 56);
    }

    @Override
    public TlsAuthentication getAuthentication() {
      return new TlsAuthentication() {
        @Override
        public void notifyServerCertificate(TlsServerCertificate certificate) {
          // The answer's fingerprint is a browser's business.
        }

        @Override
        public TlsCredentials getClientCredentials(CertificateRequest request) {
          return identity.signer(context);
        }
      };
    }
  }
}
