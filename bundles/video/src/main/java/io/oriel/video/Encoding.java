package io.oriel.video;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.image.ViewportFrame;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.stream.StreamInfo;
import io.oriel.api.time.Clock;
import io.oriel.api.video.AccessUnitSink;
import io.oriel.api.video.Codec;
import io.oriel.api.video.EncodeSpec;
import io.oriel.api.video.EncodingInfo;
import io.oriel.api.video.VideoSource;
import io.oriel.api.video.VideoSubscription;
import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * One codec of one stream, encoded once for all who subscribe.
 *
 * <p>{@code lock} guards who encodes and who subscribes; no sink and no encoder is called under it.
 * {@code delivery} is held while a unit goes out, so that units of two runs never mix. Epoch and
 * keyframe state belong to the run that encodes, and pass from one to the next through the lock.
 */
final class Encoding {
  private static final System.Logger LOG = System.getLogger(Encoding.class.getName());
  private static final long OPEN_SECONDS = 10;
  private static final long WATCHED_PARK_NANOS = 1_000_000_000;
  private static final long IDLE_PARK_NANOS = 100_000_000;
  private static final long LET_GO_NANOS = 2_000_000_000;

  /** How much of that a newcomer may take to open before the old one has to stop regardless. */
  private static final long REPLACE_NANOS = 1_500_000_000;

  private static final int WARM_FRAMES = 2;
  private static final long RING_BASE_BYTES = 4L << 20;
  private static final int RING_SECONDS = 4;

  private final VideoSource source;
  private final Clock clock;
  private final Codec codec;
  private final CounterSet<VideoCounter> counters;
  private final EncodeSpec spec;
  private final String name;
  private final Mailbox mailbox = new Mailbox();
  private final KeyframeBudget budget = new KeyframeBudget();
  private final Object lock = new Object();
  private final ReentrantLock delivery = new ReentrantLock();
  private final UnitRing ring;

  private final Set<EncodeRun> runs = new HashSet<>();
  private final Refusals refusals = new Refusals();
  private final Set<Candidate> quarantined = new HashSet<>();
  private EncodeRun opening;
  private int joining;
  private long unwatchedSinceNanos;
  private boolean closed;
  private volatile Candidates candidates;
  private volatile EncodeRun active;
  private volatile Subscriber[] subscribers = {};
  private volatile int warmFrames;

  private long epoch = -1;
  private long sequence;
  private boolean restart = true;
  private boolean keyframeDue;
  private boolean discontinuity;
  private boolean deliveredAny;

  Encoding(
      VideoSource source, Codec codec, CounterSet<VideoCounter> counters, Candidates candidates) {
    StreamInfo info = source.info();
    this.source = source;
    this.clock = source.clock();
    this.codec = codec;
    this.counters = counters;
    this.candidates = candidates;
    int bits = candidates.settings().bitsPerSecond();
    this.spec =
        EncodeSpec.of(info.width() & ~1, info.height() & ~1)
            .codec(codec)
            .framesPerSecond(info.framesPerSecond())
            .bitsPerSecond(bits)
            .build();
    this.name = info.name() + "-" + id();
    this.ring = new UnitRing(RING_BASE_BYTES + (long) bits / Byte.SIZE * RING_SECONDS);
  }

  private String id() {
    return codec.name().toLowerCase(Locale.ROOT);
  }

  String name() {
    return name;
  }

  double framesPerSecond() {
    return spec.framesPerSecond();
  }

  CounterSet<VideoCounter> counters() {
    return counters;
  }

  /** What an encoder is opened for now. */
  EncodeSpec spec() {
    return EncodeSpec.of(spec.width(), spec.height())
        .codec(codec)
        .framesPerSecond(spec.framesPerSecond())
        .bitsPerSecond(bitsPerSecond())
        .build();
  }

  int bitsPerSecond() {
    return candidates.settings().bitsPerSecond();
  }

  // ---- frames in: render thread and encode thread

  /** The next frame of the stream. Render thread: never blocks. */
  void offer(ViewportFrame frame) {
    EncodeRun run = active;
    if (run == null || !watched()) {
      return;
    }
    if (mailbox.put(frame)) {
      counters.increment(VideoCounter.FRAMES_DROPPED);
    }
    if (active == null) {
      mailbox.clear();
    } else {
      LockSupport.unpark(active.thread());
    }
  }

  private boolean watched() {
    return subscribers.length > 0 || warmFrames > 0;
  }

  /** The frame to encode, or null if there is none yet. Encode thread. */
  ViewportFrame next(EncodeRun run) {
    ViewportFrame frame = mailbox.take();
    if (frame == null) {
      if (watched()) {
        LockSupport.parkNanos(this, WATCHED_PARK_NANOS);
      } else if (!expire(run)) {
        LockSupport.parkNanos(this, IDLE_PARK_NANOS);
      }
      return null;
    }
    if (!watched()) {
      frame.release();
      return null;
    }
    return frame;
  }

  /** Ends the run if nobody has watched for long enough. */
  private boolean expire(EncodeRun run) {
    synchronized (lock) {
      boolean over =
          joining == 0
              && !watched()
              && active == run
              && opening == null
              && clock.nanos() - unwatchedSinceNanos >= candidates.settings().warmNanos();
      if (over) {
        active = null;
        run.stop();
      }
      return over;
    }
  }

  // ---- what a picture has to be: encode thread

  /** Takes note of the frame that is encoded next; true if it must become a keyframe. */
  boolean begin(ViewportFrame frame) {
    if (warmFrames > 0) {
      warmFrames--;
    }
    if (restart) {
      restart = false;
      keyframeDue = true;
      if (deliveredAny) {
        epoch = source.nextEpoch();
        discontinuity = true;
      }
    }
    if (frame.epoch() > epoch) {
      epoch = frame.epoch();
      keyframeDue = true;
      discontinuity = true;
    }
    if (keyframeDue) {
      budget.served();
      return true;
    }
    boolean granted = budget.take(clock.nanos());
    keyframeDue = granted;
    return granted;
  }

  /** The encoder was opened anew; what it writes does not continue what was written before. */
  void restarted() {
    restart = true;
  }

  void requestKeyframe() {
    counters.increment(VideoCounter.KEYFRAME_REQUESTS);
    budget.ask();
  }

  // ---- access units out: encode thread

  /** Hands a unit to all subscribers. */
  void deliver(EncodeRun run, MemorySegment data, boolean keyframe, ViewportFrame frame) {
    delivery.lock();
    try {
      if (run.abandoned()) {
        return;
      }
      MemorySegment place = ring.allocate(data.byteSize());
      if (place == null) {
        counters.increment(VideoCounter.UNITS_DROPPED);
        keyframeDue = true;
        discontinuity = true;
        return;
      }
      place.copyFrom(data);
      RingUnit unit =
          new RingUnit(
              ring,
              place,
              epoch,
              sequence++,
              frame.captureTimeNanos(),
              new RingUnit.Flags(keyframe, frame.held(), discontinuity));
      ring.add(unit);
      count(unit);
      if (keyframe) {
        keyframeDue = false;
      }
      discontinuity = false;
      deliveredAny = true;
      for (Subscriber subscriber : subscribers) {
        deliver(subscriber, unit);
      }
      unit.release();
    } finally {
      delivery.unlock();
    }
  }

  private void count(RingUnit unit) {
    counters.increment(VideoCounter.ACCESS_UNITS);
    counters.add(VideoCounter.BYTES, unit.data().byteSize());
    if (unit.keyframe()) {
      counters.increment(VideoCounter.KEYFRAMES);
    }
  }

  private void deliver(Subscriber subscriber, RingUnit unit) {
    try {
      subscriber.deliver(unit);
    } catch (RuntimeException | LinkageError e) {
      counters.increment(VideoCounter.SINKS_FAILED);
      LOG.log(Level.ERROR, "A subscriber of " + name + " is removed because it failed", e);
      leave(subscriber);
      end(
          List.of(subscriber),
          new Problem(ErrorCode.INTERNAL, "the subscriber failed on an access unit: " + e));
    }
  }

  // ---- subscribers

  /** Subscribes the sink, opening an encoder first if none is open. */
  VideoSubscription join(AccessUnitSink sink) throws OrielException {
    CompletableFuture<EncodingInfo> ready;
    synchronized (lock) {
      ready = ready();
      joining++;
    }
    try {
      Subscriber subscriber = new Subscriber(this, await(ready), sink);
      synchronized (lock) {
        if (closed || active == null) {
          throw unavailable();
        }
        Subscriber[] more = Arrays.copyOf(subscribers, subscribers.length + 1);
        more[subscribers.length] = subscriber;
        subscribers = more;
      }
      // Only now: a keyframe made before it is on the list would pass it by.
      budget.ask();
      return subscriber;
    } finally {
      synchronized (lock) {
        joining--;
      }
    }
  }

  /** Opens an encoder and has it encode a little, so that the first viewer finds it warm. */
  void warm() {
    synchronized (lock) {
      if (!closed && active == null && opening == null && !usable().isEmpty()) {
        warmFrames = WARM_FRAMES;
        start(usable());
      }
    }
  }

  private CompletableFuture<EncodingInfo> ready() throws OrielException {
    if (closed) {
      throw unavailable();
    }
    if (active != null) {
      return CompletableFuture.completedFuture(info(active.candidate()));
    }
    if (opening == null) {
      List<Candidate> usable = usable();
      if (usable.isEmpty()) {
        throw unavailable();
      }
      start(usable);
    }
    return opening.ready();
  }

  private EncodingInfo await(CompletableFuture<EncodingInfo> ready) throws OrielException {
    try {
      return ready.get(OPEN_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof OrielException refusal) {
        throw new OrielException(refusal.code(), refusal.getMessage(), refusal);
      }
      throw new OrielException(ErrorCode.INTERNAL, String.valueOf(e.getCause()), e.getCause());
    } catch (TimeoutException e) {
      throw new OrielException(
          ErrorCode.ENCODER_UNAVAILABLE, "no encoder opened within " + OPEN_SECONDS + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OrielException(ErrorCode.ENCODER_UNAVAILABLE, "interrupted while opening", e);
    }
  }

  private EncodingInfo info(Candidate candidate) {
    return new EncodingInfo(
        id(), codec, candidate.name(), spec.width(), spec.height(), bitsPerSecond());
  }

  void leave(Subscriber subscriber) {
    synchronized (lock) {
      subscribers =
          Arrays.stream(subscribers).filter(s -> s != subscriber).toArray(Subscriber[]::new);
      unwatchedSinceNanos = clock.nanos();
    }
  }

  private static void end(List<Subscriber> ended, Problem reason) {
    for (Subscriber subscriber : ended) {
      try {
        subscriber.end(reason);
      } catch (RuntimeException | LinkageError e) {
        LOG.log(Level.ERROR, "A subscriber failed on the end of its encoding", e);
      }
    }
  }

  /** Takes all subscribers off. Under the lock. */
  private List<Subscriber> takeSubscribers() {
    List<Subscriber> all = List.of(subscribers);
    subscribers = new Subscriber[0];
    unwatchedSinceNanos = clock.nanos();
    return all;
  }

  // ---- who encodes

  /** Those that may be opened now, best first. */
  List<Candidate> usable() {
    synchronized (lock) {
      long now = clock.nanos();
      return candidates.inOrder(codec).stream()
          .filter(c -> !quarantined.contains(c) && !refusals.fresh(c, now))
          .toList();
    }
  }

  private OrielException unavailable() {
    String reasons;
    synchronized (lock) {
      reasons = refusals.reasons();
    }
    return new OrielException(
        ErrorCode.ENCODER_UNAVAILABLE,
        "no encoder for "
            + codec
            + " among "
            + candidates.settings().encoders()
            + (reasons.isEmpty() ? " is installed" : " can be used: " + reasons));
  }

  private void start(List<Candidate> tries) {
    EncodeRun run = new EncodeRun(this, tries);
    runs.add(run);
    opening = run;
    run.thread().start();
  }

  /** Encoders or settings have changed. */
  void change(Candidates next) {
    synchronized (lock) {
      candidates = next;
      reconsider();
    }
  }

  /** Opens, beside the present encoder, one that is liked better. Under the lock. */
  private void reconsider() {
    if (closed || active == null || opening != null) {
      return;
    }
    List<Candidate> usable = usable();
    int present = usable.indexOf(active.candidate());
    List<Candidate> better = present < 0 ? usable : usable.subList(0, present);
    if (!better.isEmpty()) {
      start(better);
    }
  }

  /** A run is about to open a candidate; false if it must not. */
  boolean begins(EncodeRun run, Candidate candidate) {
    synchronized (lock) {
      boolean may = !closed && !run.stopping() && candidates.all().contains(candidate);
      run.candidate(may ? candidate : null);
      lock.notifyAll();
      return may;
    }
  }

  boolean present(Candidate candidate) {
    return candidates.all().contains(candidate);
  }

  void refused(Candidate candidate, Problem problem) {
    counters.increment(VideoCounter.ENCODERS_REFUSED);
    boolean first;
    synchronized (lock) {
      first = refusals.add(candidate, problem, clock.nanos());
    }
    if (first) {
      LOG.log(
          Level.INFO,
          "{0}: encoder {1} does not open here: {2}",
          name,
          candidate.name(),
          problem.detail());
    }
  }

  void quarantine(Candidate candidate, int failures, Problem problem) {
    counters.increment(VideoCounter.ENCODERS_QUARANTINED);
    synchronized (lock) {
      quarantined.add(candidate);
    }
    LOG.log(
        Level.ERROR,
        "{0}: encoder {1} is no longer used, it failed {2} times in a row: {3}",
        name,
        candidate.name(),
        failures,
        problem.detail());
  }

  /**
   * Makes a run whose encoder is open the one that encodes, between two pictures of the one before.
   *
   * @return false if it is not wanted any more
   */
  boolean takeOver(EncodeRun run) {
    EncodeRun before;
    List<Subscriber> ended = List.of();
    boolean taken;
    synchronized (lock) {
      before = active;
      if (before != null && wanted(run)) {
        before.stop();
        EncodeRun leaving = before;
        awaitUntil(System.nanoTime() + LET_GO_NANOS, () -> leaving.idle() || leaving.abandoned());
        if (!before.idle()) {
          abandon(before);
        }
      }
      opening = opening == run ? null : opening;
      taken = wanted(run);
      lock.notifyAll();
      if (taken) {
        run.idle(false);
        active = run;
        restart = true;
        unwatchedSinceNanos = clock.nanos();
        reconsider();
      } else if (before == null || before.stopping()) {
        ended = replaceOrStop();
      }
    }
    if (!taken) {
      OrielException reason = unavailable();
      run.ready().completeExceptionally(reason);
      end(ended, reason.problem());
      return false;
    }
    if (before == null) {
      LOG.log(
          Level.INFO,
          "{0}: {1}x{2} is encoded by {3}",
          name,
          spec.width(),
          spec.height(),
          run.candidate().name());
    } else {
      counters.increment(VideoCounter.ENCODERS_REPLACED);
      LOG.log(Level.INFO, "{0}: encoder {1} has taken over", name, run.candidate().name());
    }
    run.ready().complete(info(run.candidate()));
    return true;
  }

  private boolean wanted(EncodeRun run) {
    return !closed && !run.stopping() && present(run.candidate());
  }

  /** Nobody encodes now: another is started, or those who have to be told are returned. */
  private List<Subscriber> replaceOrStop() {
    if (closed || opening != null) {
      return List.of();
    }
    if (subscribers.length > 0 && !usable().isEmpty()) {
      active = null;
      start(usable());
      return List.of();
    }
    return stopEncoding();
  }

  /** A run has none of its candidates open. */
  void nothingOpened(EncodeRun run) {
    List<Subscriber> ended = List.of();
    OrielException reason;
    synchronized (lock) {
      opening = opening == run ? null : opening;
      lock.notifyAll();
      reason = unavailable();
      if (active == null || !present(active.candidate())) {
        // The run knew only those that were liked better than an encoder that has gone since.
        if (subscribers.length > 0 && opening == null && !usable().isEmpty()) {
          start(usable());
        } else {
          ended = stopEncoding();
        }
      }
    }
    run.ready().completeExceptionally(reason);
    end(ended, reason.problem());
  }

  /** The run that encodes cannot go on. */
  void failed(EncodeRun run, Problem problem) {
    List<Subscriber> ended = List.of();
    synchronized (lock) {
      run.stop();
      if (opening == run) {
        opening = null;
      }
      if (active == run) {
        active = null;
        if (opening == null) {
          ended = stopEncoding();
        }
      }
    }
    run.ready().completeExceptionally(new OrielException(problem.code(), problem.detail()));
    end(ended, problem);
  }

  /** Under the lock. */
  private List<Subscriber> stopEncoding() {
    if (active != null) {
      active.stop();
      active = null;
    }
    return takeSubscribers();
  }

  /** A run encodes no more; its encoder is closed next. */
  void leaves(EncodeRun run) {
    synchronized (lock) {
      run.idle(true);
      if (active == null) {
        mailbox.clear();
      }
      lock.notifyAll();
    }
  }

  /** A run has closed its encoder. */
  void finished(EncodeRun run) {
    synchronized (lock) {
      runs.remove(run);
      run.candidate(null);
      lock.notifyAll();
    }
  }

  /**
   * An encoder goes away. Another takes over first where there is one, so that no picture is lost.
   * Returns when no run uses it any more; one that does not let go within 2 s is abandoned.
   */
  void withdraw(Candidate gone, Candidates next) {
    List<Subscriber> ended = List.of();
    OrielException reason = null;
    synchronized (lock) {
      candidates = next;
      refusals.forget(gone);
      quarantined.remove(gone);
      long began = System.nanoTime();
      if (active != null && active.candidate() == gone) {
        if (opening == null && !usable().isEmpty()) {
          start(usable());
        }
        if (opening == null) {
          reason = unavailable();
          ended = stopEncoding();
        } else {
          EncodeRun old = active;
          awaitUntil(began + REPLACE_NANOS, () -> active != old || opening == null);
          old.stop();
          if (active == old && opening == null) {
            reason = unavailable();
            ended = stopEncoding();
          }
        }
      }
      awaitUntil(began + LET_GO_NANOS, () -> users(gone).isEmpty());
      users(gone).forEach(this::abandon);
    }
    if (reason != null) {
      end(ended, reason.problem());
    }
  }

  private List<EncodeRun> users(Candidate candidate) {
    return runs.stream().filter(r -> r.candidate() == candidate).toList();
  }

  /** Waits under the lock, in real time: what is waited for runs on the machine's own clock. */
  private void awaitUntil(long deadlineNanos, BooleanSupplier condition) {
    boolean interrupted = false;
    long left = deadlineNanos - System.nanoTime();
    while (!condition.getAsBoolean() && left > 0) {
      try {
        TimeUnit.NANOSECONDS.timedWait(lock, left);
      } catch (InterruptedException e) {
        interrupted = true;
      }
      left = deadlineNanos - System.nanoTime();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void abandon(EncodeRun run) {
    if (run.abandoned()) {
      return;
    }
    run.abandon();
    runs.remove(run);
    lock.notifyAll();
    counters.increment(VideoCounter.ENCODERS_QUARANTINED);
    Optional.ofNullable(run.candidate()).ifPresent(quarantined::add);
    LOG.log(
        Level.ERROR,
        "{0}: an encoder did not let go within 2 s; its thread and its memory are given up",
        name);
  }

  /** Ends everything; returns within 2 s. */
  void close(Problem reason) {
    List<Subscriber> ended;
    synchronized (lock) {
      closed = true;
      ended = stopEncoding();
      new ArrayList<>(runs).forEach(EncodeRun::stop);
    }
    end(ended, reason);
    synchronized (lock) {
      awaitUntil(System.nanoTime() + LET_GO_NANOS, runs::isEmpty);
      List.copyOf(runs).forEach(this::abandon);
      mailbox.clear();
    }
    ring.leave();
  }
}
