package io.oriel.transport.webrtc.media;

import io.oriel.rtp.PacketLog;
import java.nio.ByteBuffer;
import java.util.function.LongSupplier;

/** One packet at a time: the buffer that a send thread encrypts in and sends from. */
public final class SendScratch {
  private final PacketLog.Packet packet = new PacketLog.Packet(2048);
  private final ByteBuffer view = ByteBuffer.wrap(packet.bytes());
  private final LongSupplier clock;

  /**
   * @param clock the engine's, in nanoseconds
   */
  public SendScratch(LongSupplier clock) {
    this.clock = clock;
  }

  /** The time now, where that of the turn's begin is not good enough. */
  long nanos() {
    return clock.getAsLong();
  }

  /** The packet; its bytes are those that {@link #datagram} shows. */
  public PacketLog.Packet packet() {
    return packet;
  }

  /** The first bytes as a datagram, valid until the next call. */
  public ByteBuffer datagram(int length) {
    return view.clear().limit(length);
  }
}
