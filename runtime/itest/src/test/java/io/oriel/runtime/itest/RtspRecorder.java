package io.oriel.runtime.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Watches a stream over TCP, where nothing is lost, and writes down the time of every picture: what
 * a player has seen is compared with it.
 */
final class RtspRecorder implements AutoCloseable {
  private static final long KEEP_ALIVE_NANOS = Duration.ofSeconds(20).toNanos();

  private final Rtsp connection;
  private final String session;
  private final Thread thread;
  private final List<Long> times = Collections.synchronizedList(new ArrayList<>());
  private volatile String problem = "";
  private volatile boolean closed;

  RtspRecorder(int port) throws IOException {
    connection = new Rtsp(port);
    session = connection.play("/main");
    thread = Thread.ofPlatform().daemon().name("rtsp-recorder").start(this::record);
  }

  private void record() {
    int last = -1;
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
          if (packet.get(1) < 0) {
            times.add(Integer.toUnsignedLong(packet.getInt(4)));
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

  /** How many pictures came so far, none of them missing a packet. */
  int pictures() {
    assertThat(problem).isEmpty();
    return times.size();
  }

  void awaitMore(int pictures) {
    int before = pictures();
    await(pictures + " more pictures")
        .atMost(Duration.ofSeconds(60))
        .until(() -> pictures() >= before + pictures);
  }

  /** Time from each picture to the next, in 1/90000 s. */
  private List<Integer> intervals() {
    List<Integer> intervals = new ArrayList<>();
    synchronized (times) {
      for (int i = 1; i < times.size(); i++) {
        intervals.add((int) (times.get(i) - times.get(i - 1)));
      }
    }
    return intervals;
  }

  /**
   * Fails unless a player has seen each of the pictures that were sent while it watched.
   *
   * @param seen times of its pictures in 1/90000 s, from wherever it counts
   */
  void assertHas(List<Long> seen) {
    List<Integer> intervals = new ArrayList<>();
    for (int i = 1; i < seen.size(); i++) {
      intervals.add((int) (seen.get(i) - seen.get(i - 1)));
    }
    assertThat(problem).isEmpty();
    await("the recorder to have come as far")
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() ->
            assertThat(Collections.indexOfSubList(intervals(), intervals))
                .as("intervals %s among those sent: %s", intervals, intervals())
                .isNotNegative());
  }

  @Override
  public void close() throws IOException, InterruptedException {
    closed = true;
    connection.close();
    thread.join();
  }
}
