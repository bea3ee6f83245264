package io.oriel.rtp;

import java.util.Optional;

/** The protection profiles that this bundle speaks, best first. */
public enum SrtpProfile {
  /** RFC 7714: AES-128 in GCM, 16 bytes of tag. */
  AEAD_AES_128_GCM(7, 12, 16),
  /** RFC 3711: AES-128 in counter mode and HMAC-SHA1 cut to 80 bits. */
  AES128_CM_HMAC_SHA1_80(1, 14, 10);

  /** Bytes of a master key in either profile. */
  public static final int KEY_BYTES = 16;

  private final int id;
  private final int saltBytes;
  private final int tagBytes;

  SrtpProfile(int id, int saltBytes, int tagBytes) {
    this.id = id;
    this.saltBytes = saltBytes;
    this.tagBytes = tagBytes;
  }

  /** The number that DTLS negotiates it by (IANA "DTLS-SRTP Protection Profiles"). */
  public int id() {
    return id;
  }

  /** Bytes of a master salt. */
  public int saltBytes() {
    return saltBytes;
  }

  /** Bytes that protection adds to an RTP packet. */
  public int tagBytes() {
    return tagBytes;
  }

  /** The best profile among those that a peer offers, if there is a common one. */
  public static Optional<SrtpProfile> best(int[] offered) {
    for (final SrtpProfile profile : values()) {
      for (final int id : offered) {
        if (id == profile.id) {
          return Optional.of(profile);
        }
      }
    }
    return Optional.empty();
  }
}
