package io.oriel.transport.rtsp.media;

import io.oriel.api.video.AccessUnit;
import io.oriel.rtp.HeaderExtensions;
import io.oriel.rtp.PacketLog;
import io.oriel.rtp.RtcpReader;
import io.oriel.rtp.RtcpWriter;
import io.oriel.rtp.RtpHeader;
import io.oriel.transport.rtsp.RtspCounter;
import io.oriel.transport.rtsp.RtspDuration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * Sends the packets of an encoding to one player, under its own source and numbers. Begins at a
 * keyframe, and again at one after pictures were dropped because the player did not take them.
 * Event loop only.
 */
public final class Player {
  private static final long REPORT_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** Hears where playing begins, just before the first packet is sent. */
  @FunctionalInterface
  public interface Start {
    void begins(int sequence, int rtpTime);
  }

  private static final Start NOBODY = (sequence, rtpTime) -> {};

  private final Fan fan;
  private final Output output;
  private final LongConsumer keyframeSent;
  private final int ssrc = ThreadLocalRandom.current().nextInt();
  private final int timeOffset = ThreadLocalRandom.current().nextInt();
  private final RtpHeader header = new RtpHeader(Sdp.PAYLOAD_TYPE, ssrc, HeaderExtensions.NONE);
  private final PacketLog.Packet packet =
      new PacketLog.Packet(RtpHeader.FIXED_SIZE + Fan.PAYLOAD_LIMIT);
  private final byte[] report = new byte[128];

  private Start start = NOBODY;
  private boolean playing;
  private boolean needsKeyframe;
  private boolean asksWhenReady;
  private int sequence = ThreadLocalRandom.current().nextInt(1 << 15);
  private int packets;
  private int octets;
  private long nextReportNanos;
  private boolean anyEpoch;
  private long lastEpoch;
  private int packetsLost;

  /**
   * @param output the way to the player; closed by {@link #close}
   * @param keyframeSent called with the epoch of the first keyframe of each epoch that went out
   */
  public Player(Fan fan, Output output, LongConsumer keyframeSent) {
    this.fan = fan;
    this.output = output;
    this.keyframeSent = keyframeSent;
    fan.add(this);
  }

  /** Source of its packets. */
  public int ssrc() {
    return ssrc;
  }

  /** Whether it is to be sent pictures. */
  public boolean playing() {
    return playing;
  }

  /** Sends pictures from the next keyframe on, for which it asks. */
  public void play(Start toldOfStart) {
    start = toldOfStart;
    playing = true;
    needsKeyframe = true;
    fan.requestKeyframe();
  }

  /** Sends no more pictures until it is to play again. */
  public void pause() {
    playing = false;
    start = NOBODY;
  }

  /** Sends a picture whose packets are the newest of the log. */
  void send(AccessUnit unit, int count, PacketLog log, long nowNanos) {
    if (!playing || needsKeyframe && !unit.keyframe()) {
      return;
    }
    if (!output.ready()) {
      fan.counters().increment(RtspCounter.UNITS_DROPPED);
      needsKeyframe = true;
      asksWhenReady = true;
      return;
    }
    needsKeyframe = false;
    asksWhenReady = false;
    start.begins(sequence, unit.rtpTime() + timeOffset);
    start = NOBODY;
    transmit(unit, count, log);
    fan.durations().record(RtspDuration.AGE_WHEN_SENT, nowNanos - unit.captureTimeNanos());
    if (nowNanos - nextReportNanos >= 0 || packets == count) {
      report(nowNanos);
    }
    if (unit.keyframe() && (!anyEpoch || unit.epoch() != lastEpoch)) {
      anyEpoch = true;
      lastEpoch = unit.epoch();
      keyframeSent.accept(lastEpoch);
    }
  }

  private void transmit(AccessUnit unit, int count, PacketLog log) {
    output.begin(count, (int) unit.data().byteSize() + 2 * count);
    int unsent = 0;
    int bytes = 0;
    for (long index = log.head() - count; index < log.head(); index++) {
      log.read(index, packet, header.size());
      header.write(packet.bytes(), sequence++, packet.rtpTime() + timeOffset, packet.marker());
      final int length = header.size() + packet.length();
      if (!output.packet(packet.bytes(), length)) {
        unsent++;
      }
      octets += packet.length();
      bytes += length;
    }
    output.end();
    packets += count;
    fan.counters().add(RtspCounter.PACKETS_SENT, count - unsent);
    fan.counters().add(RtspCounter.PACKETS_UNSENT, unsent);
    fan.counters().add(RtspCounter.BYTES_SENT, bytes);
  }

  /** Asks for the keyframe that it waits for once it can be sent. Called a few times a second. */
  public void tick() {
    if (playing && asksWhenReady && output.ready()) {
      fan.requestKeyframe();
    }
  }

  private void report(long nowNanos) {
    nextReportNanos = nowNanos + REPORT_NANOS;
    output.control(
        report,
        RtcpWriter.senderReport(
            report,
            ssrc,
            RtcpWriter.ntpTime(System.currentTimeMillis(), 0),
            fan.anchor().rtpTimeAt(nowNanos) + timeOffset,
            packets,
            octets,
            fan.sourceName()));
  }

  /** How the pictures arrive at the player. */
  public void reported(RtcpReader.ReceiverReport received) {
    if (received.ssrc() != ssrc) {
      return;
    }
    fan.counters().add(RtspCounter.PACKETS_LOST, Math.max(0, received.packetsLost() - packetsLost));
    packetsLost = Math.max(packetsLost, received.packetsLost());
    if (received.lastSenderReport() != 0) {
      final int now = (int) (RtcpWriter.ntpTime(System.currentTimeMillis(), 0) >>> 16);
      final int trip = now - received.lastSenderReport() - received.delaySinceThen();
      fan.durations().record(RtspDuration.ROUND_TRIP, trip * 1_000_000_000L / 65_536);
    }
  }

  /** Says goodbye (RTCP BYE, RFC 3550 section 6.6). */
  public void bye() {
    output.control(report, RtcpWriter.bye(report, ssrc));
  }

  /** Ends it. */
  public void close() {
    pause();
    fan.remove(this);
    output.close();
  }
}
