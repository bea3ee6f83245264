package io.oriel.transport.webrtc.dtls;

/**
 * Looks at the records of a datagram before the library does, which ends a connection over a record
 * that is too short to be decrypted: anyone who can forge an address could send one.
 */
final class DtlsRecords {
  private static final int HEADER = 13;
  private static final int CHANGE_CIPHER_SPEC = 20;
  private static final int HANDSHAKE = 22;
  private static final int NONCE_AND_TAG = 8 + 16;

  private DtlsRecords() {}

  /** Whether every record is whole and long enough for the connection's GCM suites. */
  static boolean plausible(byte[] datagram) {
    int at = 0;
    while (at < datagram.length) {
      if (at + HEADER > datagram.length) {
        return false;
      }
      final int epoch = unsignedShort(datagram, at + 3);
      final int length = unsignedShort(datagram, at + 11);
      // Of what is not encrypted only a repeated flight means anything: a handshake, and the change
      // of keys, which browsers send in the same datagram.
      final boolean readable =
          epoch == 0
              ? datagram[at] == HANDSHAKE || datagram[at] == CHANGE_CIPHER_SPEC
              : length >= NONCE_AND_TAG;
      at += HEADER + length;
      if (!readable || at > datagram.length) {
        return false;
      }
    }
    return at > 0;
  }

  private static int unsignedShort(byte[] bytes, int at) {
    return (bytes[at] & 255) << 8 | bytes[at + 1] & 255;
  }
}
