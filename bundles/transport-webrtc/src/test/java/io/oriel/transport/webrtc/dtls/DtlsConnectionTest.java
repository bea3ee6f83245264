package io.oriel.transport.webrtc.dtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.rtp.SrtpProfile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DatagramTransport;
import org.junit.jupiter.api.Test;

class DtlsConnectionTest {
  private static final DtlsIdentity IDENTITY = DtlsIdentity.create();

  /** What a client sends first. */
  private static byte[] clientHello() {
    final List<byte[]> sent = new ArrayList<>();
    final DatagramTransport nowhere =
        new DatagramTransport() {
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
            throw new IOException("nobody answers");
          }

          @Override
          public void send(byte[] from, int at, int length) {
            sent.add(Arrays.copyOfRange(from, at, at + length));
          }

          @Override
          public void close() {}
        };
    assertThatThrownBy(
            () -> new DTLSClientProtocol().connect(new SelfHandshake.Client(IDENTITY), nowhere))
        .isInstanceOf(IOException.class);
    return sent.getFirst();
  }

  private static DatagramQueue then(Deque<byte[]> datagrams) {
    return millis -> {
      final byte[] next = datagrams.poll();
      if (next == null) {
        throw new IOException("closed");
      }
      return next;
    };
  }

  @Test
  void theFingerprintIsThatOfTheCertificate() throws IOException, GeneralSecurityException {
    final byte[] der = IDENTITY.chain().getCertificateAt(0).getEncoded();
    assertThat(IDENTITY.fingerprint()).isEqualTo(MessageDigest.getInstance("SHA-256").digest(der));
  }

  @Test
  void aHandshakeGivesKeysForTheBestCommonProfile() throws IOException {
    try (DtlsConnection connection = SelfHandshake.run(IDENTITY)) {
      assertThat(connection.master().profile()).isEqualTo(SrtpProfile.AEAD_AES_128_GCM);
      assertThat(connection.ended()).isFalse();
    }
  }

  /** As a browser's: all that is sent until it waits is one datagram. */
  private static final class Flights implements DatagramTransport {
    private final BlockingQueue<byte[]> toServer = new LinkedBlockingQueue<>();
    private final BlockingQueue<byte[]> toClient = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream flight = new ByteArrayOutputStream();

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
      if (flight.size() > 0) {
        toServer.add(flight.toByteArray());
        flight.reset();
      }
      final byte[] datagram = poll(toClient, millis);
      if (datagram == null) {
        return -1;
      }
      System.arraycopy(datagram, 0, into, at, datagram.length);
      return datagram.length;
    }

    static byte[] poll(BlockingQueue<byte[]> queue, int millis) throws IOException {
      try {
        return queue.poll(Math.max(1, millis), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }

    @Override
    public void send(byte[] from, int at, int length) {
      flight.write(from, at, length);
    }

    @Override
    public void close() {}
  }

  @Test
  void aLastFlightThatWasLostIsSentAgainToWhoSendsOneDatagramAFlight() throws Exception {
    final Flights wire = new Flights();
    final AtomicBoolean lost = new AtomicBoolean();
    final var client =
        CompletableFuture.runAsync(
            () -> {
              try {
                new DTLSClientProtocol().connect(new SelfHandshake.Client(IDENTITY), wire);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            },
            task -> Thread.ofVirtual().start(task));
    try (DtlsConnection connection =
        DtlsConnection.accept(
            IDENTITY,
            IDENTITY.fingerprint(),
            millis -> Flights.poll(wire.toServer, millis),
            datagram -> {
              // The first that is encrypted ends the handshake.
              if (datagram[4] == 0 || lost.getAndSet(true)) {
                wire.toClient.add(datagram);
              }
            })) {
      while (!client.isDone()) {
        final byte[] repeated = Flights.poll(wire.toServer, 10);
        if (repeated != null) {
          connection.open(repeated, () -> {}, (plain, length) -> {});
        }
      }
    }
    assertThat(lost).isTrue();
    assertThat(client).isCompleted();
  }

  @Test
  void mutatedHellosEndInAnIoExceptionAtMost() {
    final byte[] hello = clientHello();
    final long seed = 20261121;
    final Random random = new Random(seed);
    final List<byte[]> answers = new ArrayList<>();
    for (int round = 0; round < 400; round++) {
      final Deque<byte[]> datagrams = new ArrayDeque<>();
      for (int i = random.nextInt(3); i >= 0; i--) {
        final byte[] bytes =
            Arrays.copyOf(
                hello, random.nextInt(3) == 0 ? random.nextInt(hello.length) : hello.length);
        for (int k = random.nextInt(6); k >= 0 && bytes.length > 0; k--) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        datagrams.add(bytes);
      }
      assertThatThrownBy(() ->
              DtlsConnection.accept(
                  IDENTITY, IDENTITY.fingerprint(), then(datagrams), answers::add))
          .as("seed %d, round %d", seed, round)
          .isInstanceOf(IOException.class);
    }
    assertThat(answers).allSatisfy(a -> assertThat(a.length).isLessThanOrEqualTo(1200));
  }

  @Test
  void garbageAfterTheHandshakeIsPassedOver() throws IOException {
    final long seed = 20261122;
    final Random random = new Random(seed);
    try (DtlsConnection connection = SelfHandshake.run(IDENTITY)) {
      for (int round = 0; round < 5000; round++) {
        final byte[] bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        if (bytes.length > 13) {
          // A record of the connection's version and epoch, as far as its header goes.
          bytes[0] = (byte) (20 + random.nextInt(5));
          bytes[1] = (byte) 254;
          bytes[2] = (byte) 253;
          bytes[3] = 0;
          bytes[4] = (byte) random.nextInt(2);
          bytes[11] = 0;
          bytes[12] = (byte) (bytes.length - 13);
        }
        connection.open(
            bytes,
            () -> {
              throw new AssertionError("seed " + seed + ": taken for authentic");
            },
            (plain, length) -> {
              throw new AssertionError("seed " + seed + ": decrypted");
            });
      }
      assertThat(connection.ended()).isFalse();
    }
  }
}
