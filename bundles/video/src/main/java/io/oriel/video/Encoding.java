package io.oriel.video;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.image.ViewportFrame;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.metrics.DurationSet;
import io.oriel.api.stream.StreamInfo;
import io.oriel.api.swap.ServiceUse;
import io.oriel.api.video.AccessUnitSink;
import io.oriel.api.video.Codec;
import io.oriel.api.video.EncodeSpec;
import io.oriel.api.video.EncodingInfo;
import io.oriel.api.video.VideoSource;
import io.oriel.api.video.VideoSubscription;
import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
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
import java.util.function.BooleanSupplier;

/**
 * One codec of one stream, encoded once for all who subscribe.
 *
 * <p>{@code lock} guards who encodes; no sink and no encoder is called under it. What there is to
 * choose from is with {@link EncoderChoice}, what a picture has to be with {@link PictureMarks},
 * who gets its unit with {@link UnitOutlet}.
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

  /** An encode that takes longer than both is slow; as it is with conversions. */
  private static final long SLOW_NANOS = 400_000_000;

  private static final int SLOW_PERIODS = 10;

  private final Codec codec;
  private final CounterSet<VideoCounter> counters;
  private final DurationSet<VideoDuration> durations;
  private final EncodeSpec spec;
  private final String name;
  private final EncoderChoice choice;
  private final PictureMarks marks;
  private final UnitOutlet outlet;
  private final Mailbox mailbox = new Mailbox();
  private final Object lock = new Object();
  private final Set<EncodeRun> runs = new HashSet<>();
  private EncodeRun opening;
  private int joining;
  private boolean closed;
  private volatile EncodeRun active;
  private volatile int warmFrames;

  Encoding(
      VideoSource source,
      Codec codec,
      CounterSet<VideoCounter> counters,
      DurationSet<VideoDuration> durations,
      Candidates candidates) {
    StreamInfo info = source.info();
    int bits = candidates.settings().bitsPerSecond();
    this.codec = codec;
    this.counters = counters;
    this.durations = durations;
    this.spec =
        EncodeSpec.of(info.width() & ~1, info.height() & ~1)
            .codec(codec)
            .framesPerSecond(info.framesPerSecond())
            .bitsPerSecond(bits)
            .build();
    this.name = info.name() + "-" + id();
    this.choice = new EncoderChoice(codec, source.clock(), candidates);
    this.marks = new PictureMarks(source);
    this.outlet = new UnitOutlet(name, source.clock(), counters, marks, bits);
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

  DurationSet<VideoDuration> durations() {
    return durations;
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
    return choice.settings().bitsPerSecond();
  }

  // ---- frames in: render thread and encode thread

  /** The next frame of the stream. Render thread: never blocks. */
  void offer(ViewportFrame frame) {
    if (active == null || !watched()) {
      return;
    }
    if (mailbox.put(frame)) {
      counters.increment(VideoCounter.FRAMES_DROPPED);
    }
    EncodeRun next = active;
    if (next == null) {
      mailbox.clear();
    } else {
      LockSupport.unpark(next.thread());
    }
  }

  private boolean watched() {
    return outlet.watched() || warmFrames > 0;
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
              && outlet.unwatchedNanos() >= choice.settings().warmNanos();
      if (over) {
        active = null;
        run.stop();
      }
      return over;
    }
  }

  // ---- pictures and units: encode thread

  /** Takes note of the frame that is encoded next; true if it must become a keyframe. */
  boolean begin(ViewportFrame frame) {
    if (warmFrames > 0) {
      warmFrames--;
    }
    return marks.begin(frame);
  }

  /** The encoder was opened anew; what it writes does not continue what was written before. */
  void restarted() {
    marks.restarted();
  }

  /** What has become of a candidate; empty if this encoding has nothing to do with it. */
  Optional<ServiceUse> use(Candidate candidate, String stream) {
    boolean watched;
    synchronized (lock) {
      // Not by what is encoded only to be warm.
      watched = joining > 0 || outlet.watched();
    }
    return choice.use(candidate, stream, watched);
  }

  /** Hands a unit to all subscribers. */
  void deliver(EncodeRun run, MemorySegment data, boolean keyframe, ViewportFrame frame) {
    if (run.delivers()) {
      choice.served(run.candidate());
    }
    outlet.deliver(run, data, keyframe, frame);
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
          throw choice.unavailable();
        }
        outlet.add(subscriber);
      }
      // Only now: a keyframe made before it is on the list would pass it by.
      marks.requestKeyframe();
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
      if (!closed && active == null && opening == null && !choice.usable().isEmpty()) {
        warmFrames = WARM_FRAMES;
        start(choice.usable());
      }
    }
  }

  private CompletableFuture<EncodingInfo> ready() throws OrielException {
    if (closed) {
      throw choice.unavailable();
    }
    if (serves()) {
      return CompletableFuture.completedFuture(info(active.candidate()));
    }
    if (opening == null) {
      List<Candidate> usable = choice.usable();
      if (usable.isEmpty()) {
        throw choice.unavailable();
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

  void requestKeyframe() {
    counters.increment(VideoCounter.KEYFRAME_REQUESTS);
    marks.requestKeyframe();
  }

  void leave(Subscriber subscriber) {
    outlet.remove(subscriber);
  }

  // ---- who encodes

  /** Those that may be opened now, best first. */
  List<Candidate> usable() {
    return choice.usable();
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
      choice.change(next);
      reconsider();
    }
  }

  /** Opens, beside the present encoder, one that is liked better. Under the lock. */
  private void reconsider() {
    if (closed || active == null || opening != null) {
      return;
    }
    List<Candidate> usable = choice.usable();
    int present = usable.indexOf(active.candidate());
    List<Candidate> better = present < 0 ? usable : usable.subList(0, present);
    if (!better.isEmpty()) {
      start(better);
    }
  }

  /** A run is about to open a candidate; false if it must not. */
  boolean begins(EncodeRun run, Candidate candidate) {
    synchronized (lock) {
      boolean may = !closed && !run.stopping() && choice.present(candidate);
      run.candidate(may ? candidate : null);
      lock.notifyAll();
      return may;
    }
  }

  boolean present(Candidate candidate) {
    return choice.present(candidate);
  }

  void refused(Candidate candidate, Problem problem) {
    counters.increment(VideoCounter.ENCODERS_REFUSED);
    if (choice.refused(candidate, problem)) {
      LOG.log(
          Level.INFO,
          "{0}: encoder {1} does not open here: {2}",
          name,
          candidate.name(),
          problem.detail());
    }
  }

  /** From here on an encode is slow. */
  long slowNanos() {
    return Math.max(SLOW_NANOS, (long) (SLOW_PERIODS * 1e9 / spec.framesPerSecond()));
  }

  /** The candidate is slow again and again: another one encodes, if one is there. */
  void slow(Candidate candidate) {
    synchronized (lock) {
      if (choice.slow(candidate, tooSlow())) {
        LOG.log(
            Level.WARNING,
            "{0}: encoder {1} is used only where no other is there: {2}",
            name,
            candidate.name(),
            tooSlow().detail());
        reconsider();
      }
    }
  }

  private Problem tooSlow() {
    return new Problem(
        ErrorCode.ENCODER_FAILED,
        "a picture takes more than " + TimeUnit.NANOSECONDS.toMillis(slowNanos()) + " ms");
  }

  void quarantine(Candidate candidate, int failures, Problem problem) {
    counters.increment(VideoCounter.ENCODERS_QUARANTINED);
    choice.quarantine(candidate, problem);
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
        marks.restarted();
        outlet.unwatchedFromNow();
        reconsider();
      } else if (!run.abandoned() && (before == null || before.stopping())) {
        ended = replaceOrStop();
      }
    }
    if (!taken) {
      OrielException reason = choice.unavailable();
      run.ready().completeExceptionally(reason);
      UnitOutlet.end(ended, reason.problem());
      return false;
    }
    if (before == null) {
      LOG.log(
          Level.INFO,
          "{0}: {1}x{2} is encoded by {3}",
          name,
          Integer.toString(spec.width()),
          Integer.toString(spec.height()),
          run.candidate().name());
    } else {
      counters.increment(VideoCounter.ENCODERS_REPLACED);
      LOG.log(Level.INFO, "{0}: encoder {1} has taken over", name, run.candidate().name());
    }
    run.ready().complete(info(run.candidate()));
    return true;
  }

  /** Whether somebody encodes and goes on: one that was told to stop may have let go already. */
  private boolean serves() {
    return active != null && !active.stopping();
  }

  private boolean wanted(EncodeRun run) {
    return !closed && !run.stopping() && present(run.candidate());
  }

  /** Nobody encodes now: another is started, or those who have to be told are returned. */
  private List<Subscriber> replaceOrStop() {
    if (closed || opening != null) {
      return List.of();
    }
    if (outlet.watched() && !choice.usable().isEmpty()) {
      active = null;
      start(choice.usable());
      return List.of();
    }
    return stopEncoding();
  }

  /** A run has none of its candidates open. */
  void nothingOpened(EncodeRun run) {
    List<Subscriber> ended = List.of();
    OrielException reason;
    synchronized (lock) {
      if (run.abandoned()) {
        // Nobody waits for it any more.
        return;
      }
      opening = opening == run ? null : opening;
      lock.notifyAll();
      reason = choice.unavailable();
      if (!serves() || !present(active.candidate())) {
        // The run knew only those that were liked better than an encoder that has gone since.
        if (outlet.watched() && opening == null && !choice.usable().isEmpty()) {
          start(choice.usable());
        } else {
          ended = stopEncoding();
        }
      } else {
        // Others may have come while it was busy with those.
        reconsider();
      }
    }
    run.ready().completeExceptionally(reason);
    UnitOutlet.end(ended, reason.problem());
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
    UnitOutlet.end(ended, problem);
  }

  /** Under the lock. */
  private List<Subscriber> stopEncoding() {
    if (active != null) {
      active.stop();
      active = null;
    }
    return outlet.takeAll();
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
      choice.change(next);
      long began = System.nanoTime();
      if (active != null && active.candidate() == gone) {
        if (opening == null && !choice.usable().isEmpty()) {
          start(choice.usable());
        }
        if (opening == null) {
          reason = choice.unavailable();
          ended = stopEncoding();
        } else {
          EncodeRun old = active;
          awaitUntil(began + REPLACE_NANOS, () -> active != old || opening == null);
          old.stop();
          if (active == old && opening == null) {
            reason = choice.unavailable();
            ended = stopEncoding();
          }
        }
      }
      awaitUntil(began + LET_GO_NANOS, () -> users(gone).isEmpty());
      users(gone).forEach(this::abandon);
      if (reason == null && opening == null) {
        if (serves()) {
          reconsider();
        } else {
          // The one that was to replace it was abandoned while it opened.
          reason = choice.unavailable();
          ended = replaceOrStop();
        }
      }
    }
    if (reason != null) {
      UnitOutlet.end(ended, reason.problem());
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
    if (opening == run) {
      // It may open for ever: nobody is to wait for that, and others are to be tried.
      opening = null;
      run.ready().completeExceptionally(choice.unavailable());
    }
    lock.notifyAll();
    counters.increment(VideoCounter.ENCODERS_QUARANTINED);
    Optional.ofNullable(run.candidate())
        .ifPresent(one ->
            choice.quarantine(
                one, new Problem(ErrorCode.ENCODER_FAILED, "it did not let go within 2 s")));
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
    UnitOutlet.end(ended, reason);
    synchronized (lock) {
      awaitUntil(System.nanoTime() + LET_GO_NANOS, runs::isEmpty);
      List.copyOf(runs).forEach(this::abandon);
      mailbox.clear();
    }
    outlet.close();
  }
}
