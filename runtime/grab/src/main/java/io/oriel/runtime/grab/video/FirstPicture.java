package io.oriel.runtime.grab.video;

import io.oriel.rtp.H264Depacketiser;
import io.oriel.rtp.RtpPacket;
import io.oriel.runtime.grab.Deadline;
import io.oriel.runtime.grab.GrabException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Waits in a stream of RTP packets for the first picture that can be decoded by itself. Used by one
 * thread.
 */
public final class FirstPicture {
  private static final int MOST_UNIT_BYTES = 16 << 20;

  private final int payloadType;
  private final byte[] parameterSets;
  private final Path cache;
  private final H264Depacketiser units = new H264Depacketiser(MOST_UNIT_BYTES, this::take);
  private Optional<BufferedImage> picture = Optional.empty();
  private Optional<GrabException> failure = Optional.empty();
  private long packets;
  private long pictures;
  private long keyframes;

  /**
   * @param payloadType of the video
   * @param parameterSets those that are known already, in Annex B; may be empty
   * @param cache for the libraries of the decoder
   */
  public FirstPicture(int payloadType, byte[] parameterSets, Path cache) {
    this.payloadType = payloadType;
    this.parameterSets = parameterSets.clone();
    this.cache = cache;
  }

  /**
   * Takes a packet.
   *
   * @return the picture, once there is one
   * @throws GrabException when nothing could ever be decoded here
   */
  public Optional<BufferedImage> add(byte[] bytes, int length) throws GrabException {
    Optional<RtpPacket> packet =
        RtpPacket.read(bytes, length).filter(read -> read.payloadType() == payloadType);
    packets += packet.isPresent() ? 1 : 0;
    packet.ifPresent(read -> units.add(read, bytes));
    if (failure.isPresent()) {
      throw failure.get();
    }
    return picture;
  }

  /** That no picture came in time, with what did. */
  public GrabException late(Deadline deadline) {
    String came =
        packets == 0
            ? "no video came at all; is the stream running, and does a firewall let it through?"
            : pictures == 0
                ? packets
                    + " packets came and no whole picture; "
                    + units.unitsLeftOut()
                    + " had gaps. Try again, or from nearer"
                : keyframes == 0
                    ? pictures + " pictures came and no keyframe; a longer --timeout may help"
                    : keyframes + " keyframes came and none could be decoded";
    return new GrabException("no picture within " + deadline.words() + ": " + came);
  }

  private void take(byte[] unit, int rtpTime, boolean key) {
    pictures++;
    if (!key || picture.isPresent()) {
      return;
    }
    keyframes++;
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(parameterSets);
    whole.writeBytes(unit);
    try {
      picture = H264Keyframe.decode(whole.toByteArray(), cache);
    } catch (GrabException e) {
      failure = Optional.of(e);
    }
  }
}
