package io.oriel.transport.webrtc.media;

import io.oriel.api.error.OrielException;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.metrics.DurationReading;
import io.oriel.api.metrics.DurationSet;
import io.oriel.rtp.PacketFeed;
import io.oriel.transport.webrtc.WebRtcCounter;
import io.oriel.transport.webrtc.WebRtcDuration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The encodings that somebody watches, each kept as long as somebody does. Any thread. */
public final class Fans {
  private static final class Entry {
    private final EncodingFan fan;
    private final SendLoop home;
    private int watchers;

    Entry(EncodingFan fan, SendLoop home) {
      this.fan = fan;
      this.home = home;
    }
  }

  private final Map<String, Entry> entries = new HashMap<>();

  /** By stream; they outlive the last viewer, so that what is read never falls. */
  private final Map<String, DurationSet<WebRtcDuration>> durations = new ConcurrentHashMap<>();

  private final List<SendLoop> loops;
  private final CounterSet<WebRtcCounter> counters;
  private final int historyPackets;
  private int nextLoop;

  /** Encodings that are cut on these threads. */
  public Fans(List<SendLoop> loops, CounterSet<WebRtcCounter> counters, int historyPackets) {
    this.loops = List.copyOf(loops);
    this.counters = counters;
    this.historyPackets = historyPackets;
  }

  /**
   * Joins the encoding of a stream; {@link #leave} once for each call that returned.
   *
   * @throws OrielException if it cannot be had now
   */
  public EncodingFan join(String stream, PacketFeed.Source source) throws OrielException {
    final Entry entry;
    synchronized (entries) {
      entry = entries.computeIfAbsent(stream, name -> create(name, source));
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

  private Entry create(String stream, PacketFeed.Source source) {
    final SendLoop home = loops.get(nextLoop++ % loops.size());
    final EncodingFan fan =
        new EncodingFan(
            stream,
            source,
            counters,
            durations.computeIfAbsent(
                stream, name -> new DurationSet<>(WebRtcDuration.class, Map.of("stream", name))),
            historyPackets,
            () -> loops.stream().filter(l -> l != home).forEach(SendLoop::wake));
    fan.onUnitWaiting(home::wake);
    home.add(fan, true);
    return new Entry(fan, home);
  }

  /** What sending has taken so far, by stream. Any thread. */
  public List<DurationReading> durations() {
    return durations.values().stream().flatMap(set -> set.readings().stream()).toList();
  }

  /** Leaves; the last one ends the subscription. */
  public void leave(EncodingFan fan) {
    final Entry last;
    synchronized (entries) {
      final Entry entry = entries.get(fan.stream());
      if (entry == null || entry.fan != fan || --entry.watchers > 0) {
        return;
      }
      last = entries.remove(fan.stream());
    }
    last.home.remove(fan);
    fan.close();
  }
}
