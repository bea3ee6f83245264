package io.oriel.engine;

import io.oriel.api.aov.AovLayout;
import io.oriel.api.aov.Aovs;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.render.PickQuery;
import io.oriel.api.render.PickResult;
import io.oriel.api.render.RenderedFrame;
import io.oriel.api.render.ViewState;
import io.oriel.api.stream.StreamState;
import io.oriel.api.stream.StreamStatus;
import io.oriel.api.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The loop of one stream: on each tick a step, its conversion, and a frame; or the last picture
 * again. Its thread owns the renderer, the committed stage and the picture that is shown.
 */
final class RenderLoop implements Runnable {
  private static final System.Logger LOG = System.getLogger("io.oriel.engine");

  /** A converter that fails this often in a row is no longer used. */
  private static final int MAX_FAILED_CONVERSIONS = 3;

  private final StreamSettings settings;
  private final Clock clock;
  private final RenderCommands commands;
  private final PipelineAssembler assembler;
  private final AtomicReference<ViewState> view;
  private final PickQueue picks;
  private final Screen screen;
  private final StatusBoard board;
  private final CounterSet<EngineCounter> counters;
  private final CauseLog causes;

  /** Held by the loader while a renderer prepares a stage that no step may run beside. */
  private final ReentrantLock stageLock;

  private volatile boolean stopping;
  private volatile Drawing drawing;

  /** Start of the step that runs, 0 between steps; read by the watchdog. */
  private volatile long stepSinceNanos;

  private int failedSteps;
  private int failedConversions;
  private OpenConversion failing;
  private Load awaitingPicture;
  private AovLayout requestedSeen;
  private AovLayout fallbackSeen;
  private ViewState seenView;
  private Drawing seenDrawing;
  private ViewState effectiveView;

  RenderLoop(
      StreamSettings settings,
      Clock clock,
      RenderCommands commands,
      PipelineAssembler assembler,
      AtomicReference<ViewState> view,
      PickQueue picks,
      Screen screen,
      StatusBoard board,
      CounterSet<EngineCounter> counters,
      ReentrantLock stageLock) {
    this.settings = settings;
    this.clock = clock;
    this.commands = commands;
    this.assembler = assembler;
    this.view = view;
    this.picks = picks;
    this.screen = screen;
    this.board = board;
    this.counters = counters;
    this.causes = new CauseLog(settings.info().name(), clock);
    this.stageLock = stageLock;
  }

  /** What is drawn now, null if nothing is. */
  Drawing drawing() {
    return drawing;
  }

  long stepSinceNanos() {
    return stepSinceNanos;
  }

  void stop() {
    stopping = true;
  }

  @Override
  public void run() {
    commands.boundTo(Thread.currentThread());
    long period = settings.periodNanos();
    long deadline = clock.nanos();
    try {
      while (!stopping) {
        clock.parkUntil(deadline);
        tick(clock.nanos());
        deadline += period;
        long late = clock.nanos() - deadline;
        if (late >= period) {
          long skipped = late / period;
          counters.add(EngineCounter.TICKS_SKIPPED, skipped);
          deadline += skipped * period;
        }
      }
    } catch (InterruptedException e) {
      LOG.log(System.Logger.Level.DEBUG, "Stream {0} was interrupted", settings.info().name());
    } finally {
      commands.run();
      picks.clear();
      drop();
      screen.close();
    }
  }

  private void tick(long now) {
    counters.increment(EngineCounter.TICKS);
    commands.run();
    if (!drawn(now)) {
      screen.hold(now);
      reportHeld();
    }
  }

  /** True if a picture of this tick was published. */
  private boolean drawn(long now) {
    Drawing current = drawing;
    if (current == null || failedSteps >= settings.maxFailedSteps() || !stageLock.tryLock()) {
      return false;
    }
    try {
      return step(current, now);
    } finally {
      stageLock.unlock();
    }
  }

  private boolean step(Drawing current, long now) {
    List<PickQueue.Pending> asked = picks.take(current.generation());
    stepSinceNanos = now;
    try (RenderedFrame frame = current.session().renderer().step(request(current, asked, now))) {
      PickAnswers.deliver(asked, frame.picks(), current.session().renderer(), counters);
      noteLayouts(frame);
      return convert(frame, assembler.pipeline(), now);
    } catch (OrielException | RuntimeException | LinkageError e) {
      asked.forEach(pending -> pending.answer(PickResult.Outcome.FAILED));
      stepFailed(e);
      return false;
    } finally {
      stepSinceNanos = 0;
    }
  }

  private RenderRequest request(Drawing current, List<PickQueue.Pending> asked, long now) {
    List<PickQuery> queries =
        asked.isEmpty() ? List.of() : asked.stream().map(PickQueue.Pending::query).toList();
    return new RenderRequest(effectiveView(current), current.playback().timeCode(now), queries);
  }

  /** The newest view with its camera filled in; the same object while neither of them changes. */
  private ViewState effectiveView(Drawing current) {
    ViewState newest = view.get();
    if (newest != seenView || current != seenDrawing) {
      seenView = newest;
      seenDrawing = current;
      effectiveView =
          newest.camera().isPresent()
              ? newest
              : newest.with().camera(current.stage().camera()).build();
    }
    return effectiveView;
  }

  /** Tells the assembler what the outputs look like when that is news. */
  private void noteLayouts(RenderedFrame frame) {
    String requested = seenView.aov();
    AovLayout first = frame.layout(requested).orElse(null);
    AovLayout second = frame.layout(Aovs.LDR_COLOR).orElse(null);
    if (Objects.equals(first, requestedSeen) && Objects.equals(second, fallbackSeen)) {
      return;
    }
    requestedSeen = first;
    fallbackSeen = second;
    Map<String, AovLayout> seen = new HashMap<>();
    Optional.ofNullable(first).ifPresent(layout -> seen.put(requested, layout));
    Optional.ofNullable(second).ifPresent(layout -> seen.put(Aovs.LDR_COLOR, layout));
    assembler.layouts(Map.copyOf(seen));
  }

  /** Publishes the first conversion that succeeds. */
  private boolean convert(RenderedFrame frame, Pipeline pipeline, long now) {
    Problem why = null;
    for (OpenConversion conversion : pipeline.conversions()) {
      if (!conversion.layout().equals(seenLayout(conversion.aov()))) {
        continue;
      }
      try {
        if (screen.show(frame, conversion, now)) {
          converted(conversion, pipeline, why);
        }
        return true;
      } catch (OrielException | RuntimeException | LinkageError e) {
        why = conversionFailed(conversion, e);
      }
    }
    return false;
  }

  private AovLayout seenLayout(String aov) {
    return aov.equals(Aovs.LDR_COLOR) ? fallbackSeen : requestedSeen;
  }

  private void converted(OpenConversion conversion, Pipeline pipeline, Problem why) {
    if (conversion == failing || pipeline.conversions().getFirst() == conversion) {
      failedConversions = 0;
      failing = null;
    }
    failedSteps = 0;
    reportGood(conversion, Optional.ofNullable(why));
  }

  private Problem conversionFailed(OpenConversion conversion, Throwable error) {
    Problem problem = Problems.of(error, ErrorCode.CONVERSION_FAILED);
    counters.increment(EngineCounter.CONVERSIONS_FAILED);
    causes.log(problem, error);
    failedConversions = conversion == failing ? failedConversions + 1 : 1;
    failing = conversion;
    if (failedConversions == MAX_FAILED_CONVERSIONS) {
      assembler.quarantine(conversion);
    }
    return problem;
  }

  private void stepFailed(Throwable error) {
    failedSteps++;
    counters.increment(EngineCounter.STEPS_FAILED);
    Problem problem = Problems.of(error, ErrorCode.RENDERER_FAILED);
    causes.log(problem, error);
    boolean stopped = failedSteps >= settings.maxFailedSteps();
    Problem told =
        stopped
            ? new Problem(
                ErrorCode.RENDERER_STOPPED,
                failedSteps + " steps failed in a row, the last one so: " + problem.detail())
            : problem;
    board.update(s -> StatusChange.problem(s, s.ready() && !stopped, Optional.of(told)));
    if (stopped) {
      causes.log(told, error);
      failAwaiting(told);
    }
  }

  private void reportGood(OpenConversion shown, Optional<Problem> why) {
    StreamStatus status = board.get();
    long epoch = screen.epoch();
    if (!status.ready()
        || status.held()
        || status.state() != StreamState.ACTIVE
        || status.epoch() != epoch
        || status.problem().isPresent()) {
      if (screen.firstPicture()) {
        LOG.log(
            System.Logger.Level.INFO,
            "Stream {0}: First BGRA frame ready: {1}x{2}",
            settings.info().name(),
            Integer.toString(settings.info().width()),
            Integer.toString(settings.info().height()));
      }
      board.update(s ->
          StatusChange.problem(
              StatusChange.pictures(s, StreamState.ACTIVE, epoch, true, false),
              true,
              Optional.empty()));
    }
    if (!status.aov().active().equals(shown.aov()) || why.isPresent()) {
      board.update(s -> StatusChange.shown(s, shown.aov(), why));
    }
    if (awaitingPicture != null) {
      Load shownNow = awaitingPicture;
      awaitingPicture = null;
      shownNow.result().completeAsync(() -> board.get().stage(), OffThread.EXECUTOR);
    }
  }

  private void reportHeld() {
    if (!board.get().held()) {
      board.update(s -> StatusChange.pictures(s, s.state(), s.epoch(), s.ready(), true));
    }
  }

  /** Draws this from the next frame on. Render thread. The former is closed but for its stage. */
  void adopt(Drawing next, Load load) throws OrielException {
    next.prepared().commit();
    Drawing former = drawing;
    drawing = next;
    failedSteps = 0;
    requestedSeen = null;
    fallbackSeen = null;
    long epoch = screen.nextEpoch();
    board.update(s ->
        StatusChange.pictures(
            s, s.ready() ? StreamState.RECONFIGURING : s.state(), epoch, s.ready(), s.held()));
    failAwaiting(new Problem(ErrorCode.SUPERSEDED, ""));
    awaitingPicture = load;
    picks.clear();
    if (former != null) {
      close(former.prepared(), "stage");
      if (former.session() != next.session()) {
        close(former.session().renderer(), "renderer");
      }
    }
  }

  /** Draws nothing any more and closes the renderer. Render thread. */
  void drop() {
    Drawing former = drawing;
    drawing = null;
    if (former != null) {
      close(former.prepared(), "stage");
      close(former.session().renderer(), "renderer");
    }
    failAwaiting(new Problem(ErrorCode.SUPERSEDED, ""));
  }

  private void failAwaiting(Problem problem) {
    if (awaitingPicture != null) {
      Load failed = awaitingPicture;
      awaitingPicture = null;
      OffThread.EXECUTOR.execute(
          () -> failed.result().completeExceptionally(Problems.exception(problem, null)));
    }
  }

  /** Takes pictures of another kind of memory from now on. Render thread. */
  void use(BufferRing ring) {
    screen.use(ring);
  }

  private static void close(AutoCloseable part, String what) {
    try {
      part.close();
    } catch (Exception | LinkageError e) {
      LOG.log(System.Logger.Level.WARNING, "A " + what + " failed to close", e);
    }
  }
}
