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
  /** Of RTCP's time: a report has 32 bits of it, of which 16 are a second's. */
  private static final int SECOND = 1 << 16;

  private static final int MOST_TRIP = 10 * SECOND;
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
  void send(AccessUnit unit, int count, PacketLog log) {
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
    final boolean first = packets == 0;
    transmit(unit, count, log);
    final long nowNanos = fan.nanos();
    fan.durations().record(RtspDuration.AGE_WHEN_SENT, nowNanos - unit.captureTimeNanos());
    if (first || nowNanos - nextReportNanos >= 0) {
      report(nowNanos);
    }
    if (unit.keyframe() && !needsKeyframe && (!anyEpoch || unit.epoch() != lastEpoch)) {
      anyEpoch = true;
      lastEpoch = unit.epoch();
      keyframeSent.accept(lastEpoch);
    }
  }

  private void transmit(AccessUnit unit, int count, PacketLog log) {
    output.begin(count, (int) unit.data().byteSize() + 2 * count);
    final long start = log.head() - count;
    int sent = 0;
    int bytes = 0;
    while (sent < count) {
      log.read(start + sent, packet, header.size());
      header.write(packet.bytes(), sequence + sent, packet.rtpTime() + timeOffset, packet.marker());
      if (!output.packet(packet.bytes(), header.size() + packet.length())) {
        // The rest of the picture would be of no use. Its numbers are passed over: it is a loss.
        miss();
        break;
      }
      bytes += packet.length();
      sent++;
    }
    output.end();
    sequence += count;
    packets += sent;
    octets += bytes;
    fan.counters().add(RtspCounter.PACKETS_SENT, sent);
    fan.counters().add(RtspCounter.PACKETS_UNSENT, count - sent);
    fan.counters().add(RtspCounter.BYTES_SENT, bytes + sent * header.size());
  }

  /** A picture does not go out to it: what builds on it is of no use, up to the next keyframe. */
  void miss() {
    needsKeyframe = true;
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
    // What cannot be true is not counted: a player may say anything.
    if (received.packetsLost() > packetsLost
        && Integer.compareUnsigned(received.packetsLost(), packets) <= 0) {
      fan.counters().add(RtspCounter.PACKETS_LOST, received.packetsLost() - packetsLost);
      packetsLost = received.packetsLost();
    }
    final int now = (int) (RtcpWriter.ntpTime(System.currentTimeMillis(), 0) >>> 16);
    final int trip = now - received.lastSenderReport() - received.delaySinceThen();
    if (received.lastSenderReport() != 0 && trip >= 0 && trip <= MOST_TRIP) {
      fan.durations().record(RtspDuration.ROUND_TRIP, trip * 1_000_000_000L / SECOND);
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
