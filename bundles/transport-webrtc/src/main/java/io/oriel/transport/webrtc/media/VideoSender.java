package io.oriel.transport.webrtc.media;

import io.oriel.api.metrics.CounterSet;
import io.oriel.rtp.HeaderExtensions;
import io.oriel.rtp.PacketLog;
import io.oriel.rtp.RtcpReader;
import io.oriel.rtp.RtcpWriter;
import io.oriel.rtp.RtpHeader;
import io.oriel.rtp.SrtpSender;
import io.oriel.transport.webrtc.WebRtcCounter;
import io.oriel.transport.webrtc.WebRtcDuration;
import java.nio.ByteBuffer;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongConsumer;

/**
 * Sends the packets of an encoding to one viewer: its own headers, its own encryption, and again
 * what it has lost. Begins at a keyframe, and again at one when it was overrun.
 *
 * <p>Sequence numbers and times of one viewer go on whatever happens to the encoding.
 */
public final class VideoSender {
  private static final long NO_PACKET = -1;
  private static final long REPORT_NANOS = 1_000_000_000L;
  private static final long FIRST_ROUND_TRIP_NANOS = 100_000_000L;
  private static final long LEAST_ROUND_TRIP_NANOS = 5_000_000L;
  private static final long MOST_ROUND_TRIP_NANOS = 1_000_000_000L;
  private static final int RESEND_BUDGET = 1024;
  private static final int ORIGINAL_NUMBER_BYTES = 2;

  /**
   * What the viewer was told about its picture.
   *
   * @param payloadType of the video
   * @param retransmissionType of retransmissions; without it nothing is sent again
   * @param playoutDelayId of the extension that forbids a jitter buffer, if the viewer knows it
   * @param cname name of the source
   */
  public record Format(
      int payloadType,
      OptionalInt retransmissionType,
      OptionalInt playoutDelayId,
      int ssrc,
      int retransmissionSsrc,
      String cname) {}

  /** Sends a datagram to the viewer; false if the system did not take it. */
  @FunctionalInterface
  public interface Out {
    boolean send(ByteBuffer datagram);
  }

  private final EncodingFan fan;
  private final Format format;
  private final SrtpSender srtp;
  private final Out out;
  private final LongConsumer keyframeSent;
  private final CounterSet<WebRtcCounter> counters;
  private final RtpHeader header;
  private final RtpHeader resendHeader;
  private final LostPackets lost = new LostPackets();
  private final long[] resentNanos;
  private final int timeOffset = ThreadLocalRandom.current().nextInt();
  private volatile long roundTripNanos = FIRST_ROUND_TRIP_NANOS;

  /** As the viewer reported it last; 0 before. */
  private volatile long measuredRoundTripNanos;

  private long cursor = NO_PACKET;
  private long scanFrom;
  private long firstIndex;
  private long nextSequence = ThreadLocalRandom.current().nextInt(1 << 15);
  private long sequenceOffset;
  private long nextResendSequence = ThreadLocalRandom.current().nextInt(1 << 15);
  private int resendBudget = RESEND_BUDGET;
  private long unitEpoch;
  private boolean inKeyframe;
  private boolean anyEpoch;
  private long lastEpoch;
  private int packets;
  private int octets;
  private boolean anyReport;
  private long nextReportNanos;

  /**
   * @param keyframeSent called on the send thread with the epoch of the first whole keyframe of
   *     each epoch, after it has gone out
   */
  public VideoSender(
      EncodingFan fan,
      Format format,
      SrtpSender srtp,
      Out out,
      LongConsumer keyframeSent,
      CounterSet<WebRtcCounter> counters) {
    this.fan = fan;
    this.format = format;
    this.srtp = srtp;
    this.out = out;
    this.keyframeSent = keyframeSent;
    this.counters = counters;
    final HeaderExtensions extensions =
        format.playoutDelayId().isPresent()
            ? HeaderExtensions.noPlayoutDelay(format.playoutDelayId().getAsInt())
            : HeaderExtensions.NONE;
    this.header = new RtpHeader(format.payloadType(), format.ssrc(), extensions);
    this.resendHeader =
        new RtpHeader(
            format.retransmissionType().orElse(0), format.retransmissionSsrc(), extensions);
    this.resentNanos = new long[fan.log().capacity()];
    this.scanFrom = fan.log().head();
    fan.requestKeyframe();
  }

  /** The viewer misses this packet. Receive thread only. */
  public void lost(int sequence) {
    counters.increment(WebRtcCounter.PACKETS_LOST);
    if (!lost.offer(sequence)) {
      counters.increment(WebRtcCounter.RESENDS_WITHHELD);
    }
  }

  /** How the viewer's picture arrives. Receive thread only. */
  public void report(RtcpReader.ReceiverReport report, long wallMillis) {
    if (report.ssrc() != format.ssrc() || report.lastSenderReport() == 0) {
      return;
    }
    final int now = (int) (RtcpWriter.ntpTime(wallMillis, 0) >>> 16);
    final long nanos =
        (now - report.lastSenderReport() - report.delaySinceThen()) * 1_000_000_000L / 65_536;
    measuredRoundTripNanos = Math.max(0, nanos);
    roundTripNanos = Math.clamp(nanos, LEAST_ROUND_TRIP_NANOS, MOST_ROUND_TRIP_NANOS);
  }

  /** Sends what there is to send. Send thread only. */
  public void run(SendScratch scratch, long nowNanos) {
    resendLost(scratch, nowNanos);
    final long head = fan.log().head();
    if (cursor == NO_PACKET && !begin(scratch.packet(), head)) {
      return;
    }
    final int before = packets;
    final long began = System.nanoTime();
    final int bytes = sendUntil(head, scratch);
    if (packets != before) {
      fan.durations().since(WebRtcDuration.SEND, began);
      resendBudget = Math.min(RESEND_BUDGET, resendBudget + packets - before);
      counters.add(WebRtcCounter.PACKETS_SENT, packets - before);
      counters.add(WebRtcCounter.BYTES_SENT, bytes);
    }
    if (packets > 0 && (!anyReport || nowNanos - nextReportNanos >= 0)) {
      anyReport = true;
      nextReportNanos = nowNanos + REPORT_NANOS;
      sendReport(scratch, nowNanos);
    }
  }

  /** Looks for a keyframe to begin at. */
  private boolean begin(PacketLog.Packet packet, long head) {
    while (scanFrom < head) {
      if (fan.log().read(scanFrom, packet, 0) && packet.keyStart()) {
        cursor = scanFrom;
        firstIndex = scanFrom;
        sequenceOffset = nextSequence - cursor;
        return true;
      }
      scanFrom++;
    }
    return false;
  }

  private int sendUntil(long head, SendScratch scratch) {
    int bytes = 0;
    while (cursor < head) {
      final PacketLog.Packet packet = scratch.packet();
      if (!fan.log().read(cursor, packet, header.size())) {
        cursor = NO_PACKET;
        scanFrom = head;
        inKeyframe = false;
        counters.increment(WebRtcCounter.VIEWERS_OVERRUN);
        fan.requestKeyframe();
        return bytes;
      }
      header.write(
          packet.bytes(), (int) nextSequence, packet.rtpTime() + timeOffset, packet.marker());
      final int length =
          srtp.protectRtp(
              packet.bytes(), header.size(), header.size() + packet.length(), nextSequence);
      transmit(scratch, length);
      bytes += length;
      octets += packet.length();
      packets++;
      nextSequence++;
      cursor++;
      noteKeyframe(packet);
      if (packet.marker()) {
        noteAge(packet, scratch.nanos());
      }
    }
    return bytes;
  }

  private void noteAge(PacketLog.Packet packet, long nowNanos) {
    final long sentAfter = nowNanos - fan.anchor().captureNanosOf(packet.rtpTime());
    fan.durations().record(WebRtcDuration.AGE_AT_VIEWER, sentAfter + measuredRoundTripNanos / 2);
  }

  private void noteKeyframe(PacketLog.Packet packet) {
    if (packet.unitStart()) {
      inKeyframe = packet.keyStart();
      unitEpoch = packet.epoch();
    }
    if (packet.marker() && inKeyframe && (!anyEpoch || unitEpoch != lastEpoch)) {
      anyEpoch = true;
      lastEpoch = unitEpoch;
      keyframeSent.accept(unitEpoch);
    }
  }

  private void resendLost(SendScratch scratch, long nowNanos) {
    int number;
    boolean gone = false;
    while ((number = lost.poll()) >= 0) {
      gone |= !resend(number, scratch, nowNanos);
    }
    if (gone) {
      fan.requestKeyframe();
    }
  }

  /** Sends one packet again (RFC 4588); false if that is no longer possible. */
  private boolean resend(int number, SendScratch scratch, long nowNanos) {
    long sequence = nextSequence & ~0xffffL | number;
    if (sequence >= nextSequence) {
      sequence -= 0x10000;
    }
    final long index = sequence - sequenceOffset;
    final PacketLog.Packet packet = scratch.packet();
    final int at = resendHeader.size() + ORIGINAL_NUMBER_BYTES;
    if (format.retransmissionType().isEmpty()
        || index < firstIndex
        || !fan.log().read(index, packet, at)) {
      counters.increment(WebRtcCounter.RESENDS_IMPOSSIBLE);
      return false;
    }
    final int slot = (int) (index % resentNanos.length);
    final boolean recently =
        resentNanos[slot] != 0 && nowNanos - resentNanos[slot] < roundTripNanos;
    if (recently || resendBudget == 0) {
      counters.increment(WebRtcCounter.RESENDS_WITHHELD);
      return recently;
    }
    resentNanos[slot] = nowNanos;
    resendBudget--;
    resendHeader.write(
        packet.bytes(), (int) nextResendSequence, packet.rtpTime() + timeOffset, packet.marker());
    packet.bytes()[at - 2] = (byte) (number >> 8);
    packet.bytes()[at - 1] = (byte) number;
    final int length =
        srtp.protectRtp(
            packet.bytes(), resendHeader.size(), at + packet.length(), nextResendSequence);
    nextResendSequence++;
    transmit(scratch, length);
    counters.increment(WebRtcCounter.PACKETS_RESENT);
    return true;
  }

  private void sendReport(SendScratch scratch, long nowNanos) {
    final int length =
        RtcpWriter.senderReport(
            scratch.packet().bytes(),
            format.ssrc(),
            RtcpWriter.ntpTime(System.currentTimeMillis(), 0),
            fan.anchor().rtpTimeAt(nowNanos) + timeOffset,
            packets,
            octets,
            format.cname());
    transmit(scratch, srtp.protectRtcp(scratch.packet().bytes(), length));
  }

  /** Says goodbye (RTCP BYE). Send thread only. */
  void bye(SendScratch scratch) {
    final int length =
        RtcpWriter.bye(scratch.packet().bytes(), format.ssrc(), format.retransmissionSsrc());
    transmit(scratch, srtp.protectRtcp(scratch.packet().bytes(), length));
  }

  private void transmit(SendScratch scratch, int length) {
    if (!out.send(scratch.datagram(length))) {
      counters.increment(WebRtcCounter.PACKETS_UNSENT);
    }
  }
}
