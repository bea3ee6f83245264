package io.oriel.engine;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.ErrorLog;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.image.Placement;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.metrics.DurationSet;
import io.oriel.api.render.PickQuery;
import io.oriel.api.render.PickResult;
import io.oriel.api.render.Renderer;
import io.oriel.api.render.ViewState;
import io.oriel.api.stream.StageStatus;
import io.oriel.api.stream.StreamState;
import io.oriel.api.stream.StreamStatus;
import io.oriel.api.swap.Offer;
import io.oriel.api.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * The loop of one stream: on each tick a step, its conversion, and a frame; or the last picture
 * again. Its thread owns the renderer, the committed stage and the picture that is shown. A thread
 * whose step does not return can be left to itself: the next one owns all but that renderer.
 */
final class RenderLoop implements Runnable {
  private static final System.Logger LOG = System.getLogger("io.oriel.engine");

  /** A converter that fails this often in a row is no longer used. */
  private static final int MAX_FAILED_CONVERSIONS = Offer.MAX_FAILURES;

  private final StreamSettings settings;
  private final Clock clock;
  private final RenderCommands commands;
  private final PipelineAssembler assembler;
  private final CurrentView view;
  private final EffectiveView effective;
  private final SeenOutputs seen;
  private final Conduct conduct;
  private final PickQueue picks;
  private final Screen screen;
  private final StatusBoard board;
  private final CounterSet<EngineCounter> counters;
  private final DurationSet<EngineDuration> durations;
  private final ErrorLog errors;
  private final String place;

  /** Held by the loader while a renderer prepares a stage that no step may run beside. */
  private final Semaphore stageLock;

  private final RenderCalls calls = new RenderCalls();

  private volatile Thread thread;
  private volatile boolean stopping;
  private volatile Drawing drawing;

  /** Where the buffers in use lie; changes with the renderer. */
  private volatile Placement placement;

  /** Start of the call that runs, 0 between calls; read by the watchdog. */
  private volatile long callSinceNanos;

  private boolean firstShown;
  private Load awaitingPicture;

  RenderLoop(
      StreamSettings settings,
      Clock clock,
      RenderCommands commands,
      PipelineAssembler assembler,
      CurrentView view,
      PickQueue picks,
      Screen screen,
      StatusBoard board,
      CounterSet<EngineCounter> counters,
      DurationSet<EngineDuration> durations,
      Semaphore stageLock,
      Conduct.Failing failing) {
    this.settings = settings;
    this.clock = clock;
    this.commands = commands;
    this.assembler = assembler;
    this.view = view;
    this.picks = picks;
    this.screen = screen;
    this.board = board;
    this.counters = counters;
    this.durations = durations;
    this.errors = new ErrorLog(LOG, clock::nanos);
    this.place = "Stream " + settings.info().name();
    this.stageLock = stageLock;
    this.effective = new EffectiveView(view, assembler);
    this.seen = new SeenOutputs(assembler);
    this.conduct = new Conduct(settings, failing);
    this.placement = Placement.HOST;
  }

  /** What is drawn now, null if nothing is. */
  Drawing drawing() {
    return drawing;
  }

  /** Where the buffers in use lie. */
  Placement placement() {
    return placement;
  }

  long callSinceNanos() {
    return callSinceNanos;
  }

  /** Goes on on a thread of its own. */
  void start() {
    Thread next =
        Thread.ofPlatform().daemon().name("oriel-render-" + settings.info().name()).unstarted(this);
    thread = next;
    next.start();
  }

  /** Ends the loop; false if its thread does not end in time. */
  boolean stop() throws InterruptedException {
    stopping = true;
    thread.interrupt();
    return thread.join(RenderCommands.PATIENCE);
  }

  /** The call of a renderer that runs now. Any thread. */
  Optional<RenderCalls.Call> call() {
    return calls.running();
  }

  /**
   * Leaves a call that does not return to its thread. That renderer and its stage are never touched
   * again. Watchdog thread.
   *
   * @return false if it has returned; else the caller has the loop go on
   */
  boolean leave(RenderCalls.Call hanging) {
    return calls.leave(hanging);
  }

  /** Goes on on another thread after a call that was left. Watchdog thread. */
  void goOn(RenderCalls.Call hanging, Problem why) {
    Drawing drawn = drawing;
    if (drawn != null && drawn.session() == hanging.session()) {
      forget(why);
    }
    hanging.left().accept(why);
    callSinceNanos = 0;
    start();
  }

  @Override
  public void run() {
    try {
      turn();
    } catch (RenderCalls.Left e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "Stream {0}: the call that did not return has returned",
          settings.info().name());
    }
  }

  private void turn() {
    commands.boundTo(Thread.currentThread());
    long period = settings.periodNanos();
    long deadline = clock.nanos();
    long now = deadline - 1;
    while (parked(deadline)) {
      // Capture times rise, however coarse the clock is.
      now = Math.max(clock.nanos(), now + 1);
      tickSafely(now);
      deadline += period;
      long late = clock.nanos() - deadline;
      if (late >= period) {
        long skipped = late / period;
        counters.add(EngineCounter.TICKS_SKIPPED, skipped);
        deadline += skipped * period;
      }
    }
    commands.close();
    picks.close();
    drop(new Problem(ErrorCode.STREAM_ENDED, "")).ifPresent(LoadedStage::close);
    screen.close();
  }

  /** True when the deadline has come, false when the loop is to end. */
  private boolean parked(long deadline) {
    while (!stopping) {
      try {
        clock.parkUntil(deadline);
        return !stopping;
      } catch (InterruptedException e) {
        // A renderer or a sink may leave the flag behind; only stop() ends the loop.
        LOG.log(System.Logger.Level.DEBUG, "Stream {0} was interrupted", settings.info().name());
      }
    }
    return false;
  }

  /** Whatever a part throws, the next tick comes. */
  private void tickSafely(long now) {
    try {
      tick(now);
    } catch (RenderCalls.Left e) {
      throw e;
    } catch (Throwable e) {
      errors.report(place, Problems.of(e, ErrorCode.INTERNAL), e);
    }
    callSinceNanos = 0;
  }

  private void tick(long now) {
    counters.increment(EngineCounter.TICKS);
    callSinceNanos = now;
    commands.run();
    boolean shown = drawn(now);
    callSinceNanos = 0;
    if (!shown) {
      screen.hold(now);
      reportHeld();
    }
  }

  /** True if this tick's picture was published, or dropped because no buffer was free. */
  private boolean drawn(long now) {
    Drawing current = drawing;
    if (current == null) {
      picks.clear();
      return false;
    }
    if (conduct.stopped()) {
      picks.fail();
      return false;
    }
    // A loop that is late every time would else take the lock from under the loader for ever.
    if (stageLock.hasQueuedThreads() || !stageLock.tryAcquire()) {
      return false;
    }
    boolean left = false;
    try {
      return step(current, now);
    } catch (RenderCalls.Left e) {
      left = true;
      throw e;
    } finally {
      if (!left) {
        stageLock.release();
      }
    }
  }

  private boolean step(Drawing current, long now) {
    Renderer renderer = current.session().renderer();
    List<PickQueue.Pending> asked = picks.take(current.generation());
    boolean shown = false;
    boolean failed = false;
    long began = System.nanoTime();
    RenderCalls.Call call = new RenderCalls.Call(current.session(), false, leaving(asked));
    RenderRequest request = request(current, asked, now);
    try (DrawnFrame frame = new DrawnFrame(calls, call, clock, request)) {
      durations.since(EngineDuration.STEP, began);
      PickAnswers.deliver(asked, frame.picks(), renderer, counters);
      asked = List.of();
      seen.note(frame, effective.source());
      shown = convert(frame, current, assembler.pipeline(), now);
      conduct.took(current.session(), frame.nanos());
    } catch (RenderCalls.Left e) {
      throw e;
    } catch (RendererFault e) {
      RenderCalls.checkLeft(e);
      failed = true;
      stepFailed(current.session(), e.getCause());
    } catch (Throwable e) {
      RenderCalls.checkLeft(e);
      failed = true;
      asked.forEach(pending -> pending.answer(PickResult.Outcome.FAILED));
      stepFailed(current.session(), e);
    }
    if (!failed) {
      conduct.stepped();
    }
    if (!shown) {
      screen.missed();
    }
    return shown;
  }

  /** What is left of a step that does not return. */
  private Consumer<Problem> leaving(List<PickQueue.Pending> asked) {
    return why -> {
      asked.forEach(pending -> pending.answer(PickResult.Outcome.FAILED));
      screen.missed();
      stageLock.release();
    };
  }

  private RenderRequest request(Drawing current, List<PickQueue.Pending> asked, long now) {
    List<PickQuery> queries =
        asked.isEmpty() ? List.of() : asked.stream().map(PickQueue.Pending::query).toList();
    ViewState drawn = effective.of(current);
    double timeCode =
        drawn.playback().orElse(current.playback()).at(now, current.stage().stage().info());
    return new RenderRequest(drawn, timeCode, queries);
  }

  /**
   * Publishes the first conversion that succeeds.
   *
   * @throws RendererFault if none does, and an output could not be had
   */
  private boolean convert(DrawnFrame frame, Drawing current, Pipeline pipeline, long now) {
    Problem why = null;
    RendererFault fault = null;
    Placement here = current.session().placement();
    for (OpenConversion conversion : pipeline.conversions()) {
      if (!seen.suits(conversion) || !conversion.placement().equals(here)) {
        continue;
      }
      try {
        if (screen.show(frame, conversion, now)) {
          conversion.succeeded();
          if (conversion.tooSlow()) {
            assembler.tooSlow(conversion);
          }
          shown(current.session(), fault);
          reportGood(conversion, Optional.ofNullable(why));
        }
        return true;
      } catch (RenderCalls.Left e) {
        throw e;
      } catch (RendererFault e) {
        fault = e;
        why = Problems.of(e.getCause(), ErrorCode.RENDERER_FAILED);
      } catch (Throwable e) {
        why = conversionFailed(conversion, e);
      }
    }
    if (fault != null) {
      throw fault;
    }
    if (seen.met(pipeline)) {
      unshown(current.session(), why);
    }
    return false;
  }

  /** A picture is shown; not of what was asked for if that could not be had. */
  private void shown(RendererSession by, RendererFault fault) {
    by.offer().served();
    if (fault == null) {
      conduct.shown();
      return;
    }
    counters.increment(EngineCounter.STEPS_FAILED);
    Problem problem = Problems.of(fault.getCause(), ErrorCode.RENDERER_FAILED);
    errors.report(place, problem, fault.getCause());
    conduct.unmapped(by, problem);
  }

  private Problem conversionFailed(OpenConversion conversion, Throwable error) {
    Problem problem = Problems.of(error, ErrorCode.CONVERSION_FAILED);
    if (problem.code() == ErrorCode.AOV_EMPTY) {
      // The renderer's doing: the converter stays, and shows nothing for as long as this lasts.
      conversion.offer().needed(false);
      errors.report(place, problem, error);
      return problem;
    }
    counters.increment(EngineCounter.CONVERSIONS_FAILED);
    errors.report(place, problem, error);
    if (conversion.failed() == MAX_FAILED_CONVERSIONS) {
      assembler.quarantine(conversion, problem);
    } else if (conversion.failsOften()) {
      assembler.giveWay(conversion, problem);
    }
    return problem;
  }

  /** The step was good but nothing turns it into a picture; readiness goes if that goes on. */
  private void unshown(RendererSession by, Problem failure) {
    conduct
        .unshown(by, () -> whyUnshown(failure))
        .ifPresent(problem -> {
          board.update(s -> StatusChange.problem(s, false, Optional.of(problem)));
          failAwaiting(problem);
        });
  }

  private Problem whyUnshown(Problem failure) {
    return failure != null
        ? failure
        : board
            .get()
            .aov()
            .problem()
            .orElse(new Problem(ErrorCode.AOV_UNAVAILABLE, "nothing can be converted"));
  }

  private void stepFailed(RendererSession session, Throwable error) {
    counters.increment(EngineCounter.STEPS_FAILED);
    Problem problem = Problems.of(error, ErrorCode.RENDERER_FAILED);
    errors.report(place, problem, error);
    int failedSteps = conduct.failed(session, problem);
    boolean stopped = conduct.stopped();
    Problem told =
        stopped
            ? new Problem(
                ErrorCode.RENDERER_STOPPED,
                failedSteps + " steps failed in a row, the last one so: " + problem.detail())
            : problem;
    board.update(s -> StatusChange.problem(s, s.ready() && !stopped, Optional.of(told)));
    if (stopped) {
      errors.report(place, told, error);
      failAwaiting(told);
    }
  }

  /** In one change: who hears that pictures flow also reads which output they show. */
  private void reportGood(OpenConversion shown, Optional<Problem> why) {
    StreamStatus status = board.get();
    long epoch = screen.epoch();
    boolean newOutput = !status.aov().active().equals(shown.aov()) || why.isPresent();
    if (newOutput
        || !status.ready()
        || status.held()
        || status.state() != StreamState.ACTIVE
        || status.epoch() != epoch
        || status.problem().isPresent()) {
      board.update(s -> {
        StreamStatus flowing =
            StatusChange.problem(
                StatusChange.pictures(s, StreamState.ACTIVE, epoch, true, false),
                true,
                Optional.empty());
        return newOutput ? StatusChange.shown(flowing, shown.aov(), why) : flowing;
      });
    }
    if (!firstShown) {
      firstShown = true;
      LOG.log(
          System.Logger.Level.INFO,
          "Stream {0}: First BGRA frame ready: {1}x{2}",
          settings.info().name(),
          Integer.toString(settings.info().width()),
          Integer.toString(settings.info().height()));
    }
    if (awaitingPicture != null) {
      Load shownNow = awaitingPicture;
      awaitingPicture = null;
      StageStatus stage = board.get().stage();
      shownNow.result().completeAsync(() -> stage, OffThread.EXECUTOR);
    }
  }

  private void reportHeld() {
    if (!board.get().held()) {
      board.update(s -> StatusChange.pictures(s, s.state(), s.epoch(), s.ready(), true));
    }
  }

  /**
   * Draws this from the next frame on. Render thread.
   *
   * @param load the load that this ends; empty if another renderer draws the same stage
   * @param left hears if this hangs, and goes on being drawn where that was not
   * @return what was drawn before, to be {@link #letGo}; if this cannot be drawn that stays
   */
  Optional<Drawing> adopt(Drawing next, Optional<Load> load, Consumer<Problem> left)
      throws OrielException {
    RenderCalls.Call call = new RenderCalls.Call(next.session(), false, left);
    calls.run(
        call,
        () -> {
          next.prepared().commit();
          return null;
        });
    Drawing former = drawing;
    RendererSession session = next.session();
    drawing = next;
    conduct.forget();
    seen.forget();
    long epoch = screen.nextEpoch();
    session.ring().ifPresent(this::use);
    if (former == null || former.session() != session) {
      assembler.renderer(session.renderer().capabilities().aovs(), session.placement());
    }
    // Before anybody hears of the stage: what they change then is not to be lost. The first one is
    // seen as was asked for before it came.
    if (next.generation() > 1 && load.map(Load::fresh).orElse(false)) {
      view.update(this::initial);
    }
    // Those that are asked for once the stage is told of are of the new one.
    picks.clear();
    board.update(s ->
        StatusChange.awaitingPicture(
            StatusChange.pictures(
                StatusChange.stage(s, StageChange.committed(s.stage(), next, load)),
                StreamState.RECONFIGURING,
                epoch,
                s.ready(),
                s.held())));
    if (load.isPresent()) {
      failAwaiting(new Problem(ErrorCode.SUPERSEDED, "a newer stage is shown"));
      awaitingPicture = load.get();
    }
    return Optional.ofNullable(former);
  }

  /**
   * Closes what was drawn before this, but for its stage. Render thread.
   *
   * @param left hears if that hangs: the stage is not to be closed then
   */
  void letGo(Drawing former, Drawing next, Consumer<Problem> left) {
    boolean other = former.session() != next.session();
    close(
        new RenderCalls.Call(former.session(), other, left),
        () -> {
          former.closePrepared();
          if (other) {
            former.session().close();
          }
        });
  }

  /** Has a renderer closed that goes, or what is left of it. Render thread, any once it ended. */
  void close(RendererSession going, Runnable closing) {
    close(new RenderCalls.Call(going, true, why -> {}), closing);
  }

  private void close(RenderCalls.Call call, Runnable closing) {
    if (Thread.currentThread() != thread) {
      // The loop has ended: several may close at a time, and nobody leaves them.
      closing.run();
      return;
    }
    try {
      calls.run(
          call,
          () -> {
            closing.run();
            return null;
          });
    } catch (OrielException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What is left of a view when another stage is opened: how pictures are made. */
  private ViewState initial(ViewState before) {
    return before
        .with()
        .defaultCamera()
        .aov(settings.aov())
        .outlines(Map.of())
        .unpickable(Set.of())
        .initialPlayback()
        .build();
  }

  private void use(BufferRing ring) {
    screen.use(ring);
    placement = ring.placement();
  }

  /**
   * Draws nothing any more and closes the renderer. Render thread.
   *
   * @return the stage that was drawn; nothing uses it any more
   */
  Optional<LoadedStage> drop(Problem why) {
    Drawing former = drawing;
    Optional<LoadedStage> stage = forget(why);
    if (former != null) {
      close(
          former.session(),
          () -> {
            former.closePrepared();
            former.session().close();
          });
    }
    return stage;
  }

  /** Draws nothing any more; the renderer was given up and stays as it is. Render thread. */
  Optional<LoadedStage> forget(Problem why) {
    Optional<LoadedStage> stage = Optional.ofNullable(drawing).map(Drawing::stage);
    drawing = null;
    effective.forget();
    if (stage.isPresent()) {
      board.update(s -> StatusChange.problem(s, false, Optional.of(why)));
    }
    failAwaiting(why);
    return stage;
  }

  private void failAwaiting(Problem problem) {
    if (awaitingPicture != null) {
      Load failed = awaitingPicture;
      awaitingPicture = null;
      failed.fail(Problems.exception(problem, null));
    }
  }
}
