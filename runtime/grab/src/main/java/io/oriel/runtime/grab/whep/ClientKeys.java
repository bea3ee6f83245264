package io.oriel.runtime.grab.whep;

import io.oriel.rtp.SrtpProfile;
import io.oriel.rtp.SrtpReceiver;
import io.oriel.rtp.SrtpSender;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The keys of the media as the client has them (RFC 5764 section 4.2): both keys, then both salts,
 * the client's first.
 */
final class ClientKeys {
  private static final int PLI_WORD = 0x81ce0002;
  private static final int PLI_BYTES = 12;

  private final SrtpProfile profile;
  private final byte[] material;
  private final SrtpSender sender;

  ClientKeys(SrtpProfile profile, byte[] material) {
    this.profile = profile;
    this.material = material.clone();
    this.sender = new SrtpSender(profile, key(0), salt(0));
  }

  static int materialBytes(SrtpProfile profile) {
    return 2 * (SrtpProfile.KEY_BYTES + profile.saltBytes());
  }

  /** Opens what comes from the server. */
  SrtpReceiver receiver() {
    return new SrtpReceiver(profile, key(1), salt(1));
  }

  /** A protected PLI about a stream. */
  byte[] pictureLoss(int ssrc) {
    byte[] packet = new byte[PLI_BYTES + SrtpSender.MOST_ADDED];
    ByteBuffer.wrap(packet).putInt(PLI_WORD).putInt(1).putInt(ssrc);
    return Arrays.copyOf(packet, sender.protectRtcp(packet, PLI_BYTES));
  }

  private byte[] key(int side) {
    int at = side * SrtpProfile.KEY_BYTES;
    return Arrays.copyOfRange(material, at, at + SrtpProfile.KEY_BYTES);
  }

  private byte[] salt(int side) {
    int at = 2 * SrtpProfile.KEY_BYTES + side * profile.saltBytes();
    return Arrays.copyOfRange(material, at, at + profile.saltBytes());
  }
}
