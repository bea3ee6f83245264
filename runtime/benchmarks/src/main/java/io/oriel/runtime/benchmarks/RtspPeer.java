package io.oriel.runtime.benchmarks;

import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.video.AccessUnit;
import io.oriel.api.video.AccessUnitSink;
import io.oriel.api.video.Codec;
import io.oriel.api.video.VideoFeed;
import io.oriel.api.video.VideoRequest;
import io.oriel.api.video.VideoSubscription;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** gst-rtsp-server as a process, showing the access units of the same encoding as Oriel. */
final class RtspPeer implements AutoCloseable, AccessUnitSink {
  private record Unit(long handedOverMicros, byte[] bytes) {}

  private static final long KEYFRAME_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Process process;
  private final BlockingQueue<Unit> units = new ArrayBlockingQueue<>(64);
  private final VideoSubscription subscription;
  private final Thread writing;
  private volatile boolean closing;

  RtspPeer(VideoFeed feed, int port, String script) throws IOException, OrielException {
    process =
        new ProcessBuilder("/usr/bin/python3", script, Integer.toString(port))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    subscription = feed.subscribe(VideoRequest.of(List.of(Codec.H264)), this);
    writing = Thread.ofPlatform().daemon().name("peer-units").start(this::write);
  }

  private void write() {
    try (DataOutputStream out = new DataOutputStream(process.getOutputStream())) {
      long keyframe = System.nanoTime();
      while (!closing || !units.isEmpty()) {
        // As often as Oriel asks for one while somebody plays.
        if (System.nanoTime() - keyframe > KEYFRAME_NANOS) {
          keyframe = System.nanoTime();
          subscription.requestKeyframe();
        }
        Unit unit = units.poll(100, TimeUnit.MILLISECONDS);
        if (unit != null) {
          out.writeInt(unit.bytes().length);
          out.writeLong(unit.handedOverMicros());
          out.write(unit.bytes());
          out.flush();
        }
      }
    } catch (IOException | InterruptedException e) {
      // It has ended, and says itself why.
    }
  }

  @Override
  public void onAccessUnit(AccessUnit unit) {
    long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    units.offer(new Unit(now, unit.data().toArray(ValueLayout.JAVA_BYTE)));
  }

  @Override
  public void onEnded(Problem reason) {
    throw new IllegalStateException(reason.message());
  }

  /** Ends it; the median time from the encoder to its pipeline, in milliseconds. */
  double handOverMillis() throws IOException, InterruptedException {
    subscription.close();
    closing = true;
    writing.join();
    String median = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return Double.parseDouble(median.strip()) / 1e3;
  }

  @Override
  public void close() {
    subscription.close();
    process.destroy();
  }
}
