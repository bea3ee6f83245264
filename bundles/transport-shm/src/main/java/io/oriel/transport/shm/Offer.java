package io.oriel.transport.shm;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.metrics.DurationSet;
import io.oriel.api.stream.FrameSubscription;
import io.oriel.api.stream.Stream;
import io.oriel.api.stream.StreamInfo;
import io.oriel.shm.wire.RegionHeader;
import io.oriel.shm.wire.StreamName;
import io.oriel.transport.shm.control.ControlSocket;
import io.oriel.transport.shm.control.Door;
import io.oriel.transport.shm.region.Occupant;
import io.oriel.transport.shm.region.SharedRegion;
import io.oriel.transport.shm.region.SlotWriter;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/** A stream that is offered: its region, its control socket, and the thread that copies frames. */
final class Offer {
  private final SharedRegion region;
  private final ControlSocket control;
  private final FrameWriter writer;

  /** Nothing to end until {@link #begin} has subscribed. */
  private FrameSubscription frames = () -> {};

  private Offer(SharedRegion region, ControlSocket control, FrameWriter writer) {
    this.region = region;
    this.control = control;
    this.writer = writer;
  }

  /**
   * Takes the name, removes what a dead producer left under it, and offers the stream.
   *
   * @param faults hears what is wrong with it later, again and again while it is
   * @throws OrielException if a producer that lives has the name, or there is no memory
   */
  static Offer open(
      Stream stream,
      ShmSettings settings,
      Door door,
      CounterSet<ShmCounter> counters,
      DurationSet<ShmDuration> durations,
      Consumer<String> faults)
      throws OrielException {
    final StreamInfo info = stream.info();
    final StreamName name = name(settings.prefix() + info.name());
    final RegionHeader header = header(info, settings);
    final ControlSocket.Parts parts =
        new ControlSocket.Parts(
            info.name(),
            info.width(),
            info.height(),
            header.version(),
            header.slotCount(),
            settings.maxConnections(),
            door,
            counters);
    try {
      vacate(name, counters);
      final SharedRegion region = SharedRegion.create(name, header);
      final ControlSocket control = control(name, parts, region);
      final SlotWriter slots = new SlotWriter(region);
      final Offer offer =
          new Offer(
              region,
              control,
              new FrameWriter(info.name(), slots, control, counters, durations, faults));
      offer.begin(stream);
      counters.increment(ShmCounter.STREAMS_OFFERED);
      return offer;
    } catch (IOException e) {
      throw new OrielException(
          ErrorCode.SHARED_MEMORY,
          name.region() + " of " + header.sizeBytes() + " bytes: " + e.getMessage(),
          e);
    }
  }

  private static ControlSocket control(
      StreamName name, ControlSocket.Parts parts, SharedRegion region) throws IOException {
    try {
      return ControlSocket.open(name, parts);
    } catch (Throwable e) {
      region.end(0);
      throw e;
    }
  }

  private void begin(Stream stream) throws IOException {
    try {
      region.begin();
      writer.start();
      frames = stream.subscribe(writer);
    } catch (Throwable e) {
      close(new Problem(ErrorCode.SHARED_MEMORY, e.toString()));
      throw e;
    }
  }

  private static StreamName name(String text) throws OrielException {
    try {
      return new StreamName(text);
    } catch (IllegalArgumentException e) {
      throw new OrielException(ErrorCode.SHARED_MEMORY, e.getMessage(), e);
    }
  }

  private static RegionHeader header(StreamInfo info, ShmSettings settings) throws OrielException {
    try {
      return RegionHeader.of(
          settings.protocolVersion(),
          settings.slots(),
          info.width(),
          info.height(),
          ProcessHandle.current().pid());
    } catch (IllegalArgumentException e) {
      throw new OrielException(ErrorCode.SHARED_MEMORY, e.getMessage(), e);
    }
  }

  private static void vacate(StreamName name, CounterSet<ShmCounter> counters)
      throws IOException, OrielException {
    try (Occupant occupant = new Occupant(name)) {
      final Optional<String> living = occupant.living();
      if (living.isPresent()) {
        throw new OrielException(
            ErrorCode.SHARED_MEMORY,
            living.get()
                + " offers "
                + name.region()
                + ": stop it, or set another prefix in "
                + ShmTransport.PID);
      }
      if (occupant.clear()) {
        counters.increment(ShmCounter.STALE_REMOVED);
      }
    }
  }

  /** Whether others still find it and it is written; ends those that should be gone by now. */
  boolean tend() {
    control.tend();
    return region.named() && control.named() && writer.works();
  }

  /** Ends it: readers are told, viewers go, and nothing of it is left, whatever fails. */
  @SuppressWarnings("try")
  void close(Problem reason) throws IOException {
    try (Closeable viewers = () -> control.close(reason);
        Closeable readers = () -> region.end(control.viewers());
        writer;
        Closeable source = () -> frames.close()) {
      // Closed from the last to the first.
    }
  }
}
