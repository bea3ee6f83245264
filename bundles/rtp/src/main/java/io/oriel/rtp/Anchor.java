package io.oriel.rtp;

/**
 * When a picture was taken, in both times.
 *
 * @param rtpTime 90 kHz
 * @param captureNanos on the engine's clock
 */
public record Anchor(int rtpTime, long captureNanos) {
  /** The RTP time of a moment not far from the anchor's. */
  public int rtpTimeAt(long nanos) {
    return rtpTime + (int) ((nanos - captureNanos) * 9 / 100_000);
  }

  /** When the picture of this RTP time, not far from the anchor's, was taken. */
  public long captureNanosOf(int time) {
    return captureNanos + (time - rtpTime) * 100_000L / 9;
  }
}
