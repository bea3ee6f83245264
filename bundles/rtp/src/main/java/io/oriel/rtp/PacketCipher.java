package io.oriel.rtp;

/** One session key at work on RTP or on RTCP packets, in place. Not thread-safe. */
interface PacketCipher {
  /** Bytes that RTCP leaves in the clear: first header word and SSRC. */
  int RTCP_CLEAR = 8;

  /** Set in the RTCP index word of an encrypted packet. */
  int ENCRYPTED = 0x80000000;

  static PacketCipher rtp(SessionKeys keys) {
    return switch (keys.profile()) {
      case AEAD_AES_128_GCM -> new GcmCipher(keys.rtpKey(), keys.rtpSalt());
      case AES128_CM_HMAC_SHA1_80 ->
          new CounterCipher(keys.rtpKey(), keys.rtpSalt(), keys.rtpAuth());
    };
  }

  static PacketCipher rtcp(SessionKeys keys) {
    return switch (keys.profile()) {
      case AEAD_AES_128_GCM -> new GcmCipher(keys.rtcpKey(), keys.rtcpSalt());
      case AES128_CM_HMAC_SHA1_80 ->
          new CounterCipher(keys.rtcpKey(), keys.rtcpSalt(), keys.rtcpAuth());
    };
  }

  int protectRtp(byte[] packet, int header, int length, int ssrc, long extendedSequence);

  /** The plain length, or -1. */
  int unprotectRtp(byte[] packet, int header, int length, int ssrc, long extendedSequence);

  int protectRtcp(byte[] packet, int length, int index);

  /** The plain length, or -1. */
  int unprotectRtcp(byte[] packet, int length, int indexWord);

  /** The shortest protected RTCP packet. */
  int leastRtcp();

  /** Where the index word of a protected RTCP packet lies. */
  int indexAt(int length);
}
