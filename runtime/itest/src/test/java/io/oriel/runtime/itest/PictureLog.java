package io.oriel.runtime.itest;

import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** What a browser decodes and presents, picture by picture, on a page that is watched. */
final class PictureLog {
  /** Before any script of the page: keeps every connection that it makes. */
  static final String KEEP_CONNECTIONS =
      """
      window.connections = [];
      window.RTCPeerConnection = class extends RTCPeerConnection {
        constructor(...settings) {
          super(...settings);
          window.connections.push(this);
        }
      };
      """;

  private static final String NOTE =
      """
      (() => {
        const video = document.querySelector('video');
        const canvas = document.createElement('canvas');
        canvas.width = 32; canvas.height = 18;
        const context = canvas.getContext('2d', { willReadFrequently: true });
        window.seen = { at: [], black: 0, backwards: 0, rtp: -1 };
        const note = (now, { rtpTimestamp }) => {
          context.drawImage(video, 0, 0, canvas.width, canvas.height);
          const data = context.getImageData(0, 0, canvas.width, canvas.height).data;
          let brightest = 0;
          for (let i = 1; i < data.length; i += 4) brightest = Math.max(brightest, data[i]);
          seen.black += brightest < %d ? 1 : 0;
          seen.backwards += seen.rtp >= 0 && (rtpTimestamp - seen.rtp | 0) <= 0 ? 1 : 0;
          seen.rtp = rtpTimestamp;
          seen.at.push(now);
          video.requestVideoFrameCallback(note);
        };
        video.requestVideoFrameCallback(note);
        return true;
      })()\
      """
          .formatted(FrameLog.BLACK);

  private static final String COUNTS =
      """
      (async () => {
        const report = await window.connections[0].getStats();
        const video = [...report.values()].find((s) => s.type === 'inbound-rtp' && s.kind === 'video');
        return {
          connections: connections.length, black: seen.black, backwards: seen.backwards,
          received: video.framesReceived, decoded: video.framesDecoded, dropped: video.framesDropped,
          lost: video.packetsLost, keyframes: video.keyFramesDecoded, freezes: video.freezeCount,
        };
      })()\
      """;

  /**
   * What had been counted at one moment.
   *
   * @param connections that the page has made
   * @param received pictures of the last connection that came whole
   * @param dropped of those, the ones that were not shown
   * @param lostPackets that did not come at all
   */
  record Counts(
      int connections,
      int black,
      int backwards,
      long received,
      long decoded,
      long dropped,
      long lostPackets,
      long keyframes,
      long freezes) {}

  private final Page page;

  /** Begins to look at the pictures of a page that shows some. */
  PictureLog(Page page) {
    this.page = page;
    page.evaluate(NOTE);
  }

  Counts counts() {
    JsonNode now = page.evaluate(COUNTS);
    return new Counts(
        now.path("connections").asInt(),
        now.path("black").asInt(),
        now.path("backwards").asInt(),
        now.path("received").asLong(),
        now.path("decoded").asLong(),
        now.path("dropped").asLong(),
        now.path("lost").asLong(),
        now.path("keyframes").asLong(),
        now.path("freezes").asLong());
  }

  /** Intervals between those presented since this was asked last. */
  Lateness presented(long periodNanos) {
    JsonNode at = page.evaluate("seen.at.splice(0)");
    long[] intervals =
        IntStream.range(1, at.size())
            .mapToLong(i -> (long) ((at.get(i).asDouble() - at.get(i - 1).asDouble()) * 1e6))
            .sorted()
            .toArray();
    return new Lateness(intervals, periodNanos);
  }
}
