package io.oriel.runtime.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Watches a stream over TCP, where nothing is lost, and writes down the time of every picture: what
 * a player has seen is compared with it.
 */
final class RtspRecorder implements AutoCloseable {
  private static final long KEEP_ALIVE_NANOS = Duration.ofSeconds(20).toNanos();

  /**
   * A picture that came.
   *
   * @param time in 1/90000 s
   * @param key whether a player can begin with it
   */
  private record Picture(long time, boolean key) {}

  private final Rtsp connection;
  private final String session;
  private final Thread thread;
  private final List<Picture> pictures = new CopyOnWriteArrayList<>();
  private volatile String problem = "";
  private volatile boolean closed;

  RtspRecorder(int port) throws IOException {
    connection = new Rtsp(port);
    session = connection.play("/main");
    thread = Thread.ofPlatform().daemon().name("rtsp-recorder").start(this::record);
  }

  private void record() {
    int last = -1;
    boolean key = false;
    long keepAlive = System.nanoTime();
    try {
      while (true) {
        Rtsp.Frame frame = connection.frame();
        if (frame.channel() == 0) {
          ByteBuffer packet = ByteBuffer.wrap(frame.data());
          int sequence = packet.getShort(2) & 0xffff;
          if (last >= 0 && sequence != (last + 1 & 0xffff)) {
            problem = "packet " + sequence + " came after " + last;
          }
          last = sequence;
          key |= beginsKeyframe(packet.get(12));
          if (packet.get(1) < 0) {
            pictures.add(new Picture(Integer.toUnsignedLong(packet.getInt(4)), key));
            key = false;
          }
        }
        if (System.nanoTime() - keepAlive > KEEP_ALIVE_NANOS) {
          keepAlive = System.nanoTime();
          connection.send("GET_PARAMETER", "/main", "Session: " + session);
        }
      }
    } catch (IOException e) {
      if (!closed) {
        problem = "the recorder's connection ended: " + e;
      }
    }
  }

  /** Whether a payload with this first byte holds parameter sets (RFC 6184 section 5.2). */
  private static boolean beginsKeyframe(byte first) {
    int type = first & 31;
    return type == 7 || type == 24;
  }

  /** How many pictures came so far, none of them missing a packet. */
  int pictures() {
    assertThat(problem).isEmpty();
    return pictures.size();
  }

  void awaitMore(int pictures) {
    int before = pictures();
    await(pictures + " more pictures")
        .atMost(Duration.ofSeconds(60))
        .until(() -> pictures() >= before + pictures);
  }

  /**
   * Fails unless a player has seen each of the pictures that were sent from a keyframe on.
   *
   * @param seen times of its pictures in 1/90000 s, from wherever it counts
   */
  void assertHas(List<Long> seen) {
    // ffmpeg knows no time of its first picture, and gives it that of the next.
    int known = seen.get(0).equals(seen.get(1)) ? 1 : 0;
    await("pictures at " + seen + " among those sent from a keyframe on")
        .atMost(Duration.ofSeconds(20))
        .until(() -> hasFromKeyframe(seen, known));
  }

  private boolean hasFromKeyframe(List<Long> seen, int known) {
    List<Picture> sent = List.copyOf(pictures);
    for (int start = 0; start + seen.size() <= sent.size(); start++) {
      if (sent.get(start).key() && fits(sent.subList(start, start + seen.size()), seen, known)) {
        return true;
      }
    }
    return false;
  }

  private static boolean fits(List<Picture> sent, List<Long> seen, int known) {
    for (int i = known + 1; i < seen.size(); i++) {
      if ((int) (sent.get(i).time() - sent.get(i - 1).time()) != seen.get(i) - seen.get(i - 1)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() throws IOException, InterruptedException {
    closed = true;
    connection.close();
    thread.join();
  }
}
