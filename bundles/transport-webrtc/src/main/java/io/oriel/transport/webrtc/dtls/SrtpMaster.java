package io.oriel.transport.webrtc.dtls;

import io.oriel.rtp.SrtcpReceiver;
import io.oriel.rtp.SrtpProfile;
import io.oriel.rtp.SrtpSender;
import java.util.Arrays;

/**
 * The SRTP master keys that a handshake agreed on (RFC 5764 section 4.2), as the server has them.
 */
public final class SrtpMaster {
  /** Label of the exported keying material. */
  static final String LABEL = "EXTRACTOR-dtls_srtp";

  private final SrtpProfile profile;
  private final byte[] material;

  SrtpMaster(SrtpProfile profile, byte[] material) {
    this.profile = profile;
    this.material = material.clone();
  }

  /** Bytes of keying material: two keys, then two salts. */
  static int materialBytes(SrtpProfile profile) {
    return 2 * (SrtpProfile.KEY_BYTES + profile.saltBytes());
  }

  /** The chosen profile. */
  public SrtpProfile profile() {
    return profile;
  }

  /** Protects what goes to the client. */
  public SrtpSender sender() {
    return new SrtpSender(profile, key(1), salt(1));
  }

  /** Opens what comes from the client. */
  public SrtcpReceiver receiver() {
    return new SrtcpReceiver(profile, key(0), salt(0));
  }

  private byte[] key(int side) {
    final int at = side * SrtpProfile.KEY_BYTES;
    return Arrays.copyOfRange(material, at, at + SrtpProfile.KEY_BYTES);
  }

  private byte[] salt(int side) {
    final int at = 2 * SrtpProfile.KEY_BYTES + side * profile.saltBytes();
    return Arrays.copyOfRange(material, at, at + profile.saltBytes());
  }
}
