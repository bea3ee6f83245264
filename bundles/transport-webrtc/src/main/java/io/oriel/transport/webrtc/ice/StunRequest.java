package io.oriel.transport.webrtc.ice;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.zip.CRC32;
import javax.crypto.Mac;

/**
 * A binding request as an ICE peer sends it (RFC 8489, RFC 8445 section 7), and the answer to it.
 *
 * <p>Anything else is no request: the caller stays silent, as an answer to forged or broken bytes
 * would only help whoever sends them. Valid as long as the datagram's bytes are.
 */
public final class StunRequest {
  private static final int HEADER = 20;
  private static final int MOST_BYTES = 1280;
  private static final int COOKIE = 0x2112A442;
  private static final int FINGERPRINT_MASK = 0x5354554e;
  private static final int BINDING_REQUEST = 0x0001;
  private static final int BINDING_SUCCESS = 0x0101;
  private static final int USERNAME = 0x0006;
  private static final int MESSAGE_INTEGRITY = 0x0008;
  private static final int XOR_MAPPED_ADDRESS = 0x0020;
  private static final int USE_CANDIDATE = 0x0025;
  private static final int FINGERPRINT = 0x8028;
  private static final int MAC_BYTES = 20;

  private final byte[] bytes;
  private final int integrityAt;
  private final String localUfrag;
  private final String remoteUfrag;
  private final boolean nominates;

  private StunRequest(
      byte[] bytes, int integrityAt, String localUfrag, String remoteUfrag, boolean nominates) {
    this.bytes = bytes;
    this.integrityAt = integrityAt;
    this.localUfrag = localUfrag;
    this.remoteUfrag = remoteUfrag;
    this.nominates = nominates;
  }

  /** Reads a datagram; empty if it is not a well-formed request with a fingerprint. */
  public static Optional<StunRequest> read(byte[] bytes, int length) {
    final ByteBuffer in = ByteBuffer.wrap(bytes, 0, Math.max(0, length));
    if (length < HEADER
        || length > MOST_BYTES
        || length % 4 != 0
        || in.getShort(0) != BINDING_REQUEST
        || (in.getShort(2) & 0xffff) != length - HEADER
        || in.getInt(4) != COOKIE) {
      return Optional.empty();
    }
    String username = "";
    int integrityAt = -1;
    boolean nominates = false;
    boolean fingerprint = false;
    int at = HEADER;
    while (at + 4 <= length) {
      final int type = in.getShort(at) & 0xffff;
      final int size = in.getShort(at + 2) & 0xffff;
      final int next = at + 4 + (size + 3 & ~3);
      if (next > length || fingerprint) {
        return Optional.empty();
      }
      if (type == FINGERPRINT) {
        if (size != 4 || in.getInt(at + 4) != fingerprint(bytes, at)) {
          return Optional.empty();
        }
        fingerprint = true;
      } else if (integrityAt < 0) {
        // What follows the integrity is not covered by it and does not count.
        if (type == USERNAME) {
          username = new String(bytes, at + 4, size, StandardCharsets.US_ASCII);
        } else if (type == USE_CANDIDATE) {
          nominates = true;
        } else if (type == MESSAGE_INTEGRITY) {
          if (size != MAC_BYTES) {
            return Optional.empty();
          }
          integrityAt = at;
        }
      }
      at = next;
    }
    final int colon = username.indexOf(':');
    if (integrityAt < 0 || !fingerprint || colon < 1) {
      return Optional.empty();
    }
    return Optional.of(
        new StunRequest(
            bytes,
            integrityAt,
            username.substring(0, colon),
            username.substring(colon + 1),
            nominates));
  }

  /** The user fragment of the side that is asked: names the viewer. */
  public String localUfrag() {
    return localUfrag;
  }

  /** The user fragment of the side that asks. */
  public String remoteUfrag() {
    return remoteUfrag;
  }

  /** Whether the peer chooses this path. */
  public boolean nominates() {
    return nominates;
  }

  /** Whether the request was made by someone who knows the password. Receive thread only. */
  public boolean isFrom(IceCredentials credentials) {
    final byte[] covered = new byte[integrityAt];
    System.arraycopy(bytes, 0, covered, 0, integrityAt);
    // The length counts up to and including the integrity, whatever follows it.
    ByteBuffer.wrap(covered).putShort(2, (short) (integrityAt + 4 + MAC_BYTES - HEADER));
    final byte[] expected = credentials.mac().doFinal(covered);
    final byte[] actual = new byte[MAC_BYTES];
    System.arraycopy(bytes, integrityAt + 4, actual, 0, MAC_BYTES);
    return MessageDigest.isEqual(expected, actual);
  }

  /** The answer: where the request came from, signed. Receive thread only. */
  public byte[] answer(IceCredentials credentials, InetSocketAddress from) {
    final InetAddress address = from.getAddress();
    final byte[] ip = address.getAddress();
    final int mapped = 4 + 4 + ip.length;
    final ByteBuffer out = ByteBuffer.allocate(HEADER + mapped + 4 + MAC_BYTES + 8);
    out.putShort((short) BINDING_SUCCESS);
    out.putShort((short) (mapped + 4 + MAC_BYTES));
    out.put(bytes, 4, 16);
    out.putShort((short) XOR_MAPPED_ADDRESS).putShort((short) (4 + ip.length));
    out.put((byte) 0).put((byte) (ip.length == 4 ? 1 : 2));
    out.putShort((short) (from.getPort() ^ COOKIE >>> 16));
    for (int i = 0; i < ip.length; i++) {
      // Cookie and transaction id follow each other in the request's header.
      out.put((byte) (ip[i] ^ bytes[4 + i]));
    }
    final Mac mac = credentials.mac();
    mac.update(out.array(), 0, out.position());
    final byte[] digest = mac.doFinal();
    out.putShort((short) MESSAGE_INTEGRITY).putShort((short) MAC_BYTES).put(digest);
    out.putShort(2, (short) (out.capacity() - HEADER));
    out.putShort((short) FINGERPRINT).putShort((short) 4);
    out.putInt(fingerprint(out.array(), out.position() - 4));
    return out.array();
  }

  private static int fingerprint(byte[] bytes, int length) {
    final CRC32 crc = new CRC32();
    crc.update(bytes, 0, length);
    return (int) crc.getValue() ^ FINGERPRINT_MASK;
  }
}
