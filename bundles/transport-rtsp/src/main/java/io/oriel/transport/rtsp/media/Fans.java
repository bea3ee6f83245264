package io.oriel.transport.rtsp.media;

import io.oriel.api.error.OrielException;
import io.oriel.api.metrics.DurationReading;
import io.oriel.api.metrics.DurationSet;
import io.oriel.rtp.PacketFeed;
import io.oriel.transport.rtsp.RtspDuration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The encodings that somebody watches, each kept as long as somebody does. Any thread. */
public final class Fans {
  private static final class Entry {
    private final Fan fan;
    private int watchers;

    Entry(Fan fan) {
      this.fan = fan;
    }
  }

  private final Map<String, Entry> entries = new HashMap<>();

  /** By stream; they outlive the last player, so that what is read never falls. */
  private final Map<String, DurationSet<RtspDuration>> durations = new ConcurrentHashMap<>();

  private final Sending sending;

  /** No encodings yet. */
  public Fans(Sending sending) {
    this.sending = sending;
  }

  /** What is measured of this stream is read from now on, watched or not. */
  public DurationSet<RtspDuration> measured(String stream) {
    return durations.computeIfAbsent(
        stream, name -> new DurationSet<>(RtspDuration.class, Map.of("stream", name)));
  }

  /** What sending has taken so far, by stream. */
  public List<DurationReading> durations() {
    return durations.values().stream().flatMap(set -> set.readings().stream()).toList();
  }

  /**
   * Joins the encoding of a stream; {@link #leave} once for each call that returned. May take as
   * long as an encoder takes to open.
   *
   * @throws OrielException if it cannot be had now
   */
  public Fan join(String stream, PacketFeed.Source source) throws OrielException {
    final Entry entry;
    synchronized (entries) {
      entry =
          entries.computeIfAbsent(
              stream, name -> new Entry(new Fan(name, source, sending, measured(name))));
      entry.watchers++;
    }
    try {
      entry.fan.subscribe();
      return entry.fan;
    } catch (OrielException | RuntimeException | LinkageError e) {
      // Also where the feed's bundle has just gone.
      leave(entry.fan);
      throw e;
    }
  }

  /** Leaves; the last one ends the subscription. */
  public void leave(Fan fan) {
    synchronized (entries) {
      final Entry entry = entries.get(fan.stream());
      if (entry == null || entry.fan != fan || --entry.watchers > 0) {
        return;
      }
      entries.remove(fan.stream());
    }
    fan.close();
  }

  /** Event loop, a few times a second. */
  public void tick(long nowNanos) {
    final List<Entry> present;
    synchronized (entries) {
      present = List.copyOf(entries.values());
    }
    present.forEach(entry -> entry.fan.tick(nowNanos));
  }
}
