package io.oriel.engine;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.image.ImageMemory;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.render.Playback;
import io.oriel.api.render.PreparedStage;
import io.oriel.api.render.RendererProvider;
import io.oriel.api.stage.Stage;
import io.oriel.api.stage.StageReader;
import io.oriel.api.stage.StageSource;
import io.oriel.api.stream.StageStatus;
import io.oriel.api.swap.Offer;
import io.oriel.api.swap.ServiceUse;
import io.oriel.api.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * Loads stages beside the render loop and hands them over to it. One thread does that, in order;
 * what is asked for and what is there may change on any thread meanwhile.
 */
final class StageLoader implements Conduct.Failing, AutoCloseable {
  private static final System.Logger LOG = System.getLogger("io.oriel.engine");
  private static final Problem ENDED = new Problem(ErrorCode.STREAM_ENDED, "");
  private static final Problem REMOVED =
      new Problem(ErrorCode.RENDERER_UNAVAILABLE, "the renderer was removed");

  private final StreamSettings settings;
  private final Clock clock;
  private final RenderCommands commands;
  private final RenderLoop loop;
  private final RendererSlot slot;
  private final StatusBoard board;
  private final CounterSet<EngineCounter> counters;
  private final StagePreparation preparation;
  private final StageReading reading;
  private final LoaderCalls calls;
  private final Lane lane;

  private final AtomicReference<Load> newest = new AtomicReference<>();

  /** Everyone who waits for a load; nobody is forgotten when the stream ends. */
  private final Set<Load> unfinished = ConcurrentHashMap.newKeySet();

  /** The load that is being worked on and when its time is over. */
  private volatile Load running;

  private volatile long runningDeadlineNanos;

  /** The load of a newcomer that is to draw the stage that is shown. */
  private volatile Load replacing;

  /** What is to be shown when nothing is: the last stage that was, or the first asked for. */
  private volatile StageSource wanted;

  private volatile boolean closed;

  /** A patient load that waits for a part. Loader thread. */
  private Load parked;

  private long generation;

  StageLoader(
      StreamSettings settings,
      Clock clock,
      RenderCommands commands,
      RenderLoop loop,
      CurrentView view,
      StatusBoard board,
      CounterSet<EngineCounter> counters,
      Semaphore stageLock) {
    this.settings = settings;
    this.clock = clock;
    this.commands = commands;
    this.loop = loop;
    this.board = board;
    this.counters = counters;
    this.reading = new StageReading(settings.info().name(), counters);
    this.lane = new Lane("oriel-loader-" + settings.info().name());
    this.calls = new LoaderCalls(settings.info().name());
    this.slot =
        new RendererSlot(
            settings, commands, loop, counters, calls, () -> lane.execute(this::partCame));
    this.preparation = new StagePreparation(commands, loop, slot, calls, view, stageLock);
  }

  void add(Offer<RendererProvider> offer) {
    slot.add(offer);
    lane.execute(this::partCame);
  }

  /** A renderer goes. Returns when the render thread has closed it, or it was given up. */
  void remove(RendererProvider provider) {
    Load load = running;
    if (load != null && slot.worksWith(provider)) {
      load.cancel(REMOVED);
    }
    slot.remove(provider, REMOVED);
    Load hanging = running;
    if (hanging != null && slot.worksWith(provider)) {
      calls.leave(hanging, REMOVED);
    }
    lane.execute(this::partCame);
  }

  /** Another renderer of the same name draws instead, if there is one. Any thread. */
  @Override
  public void failing(RendererSession session, Problem why) {
    lane.execute(() -> follow(slot.giveUpForAnother(session, why)));
  }

  /** Another renderer of the same name draws instead, if one did and was not slow. Any thread. */
  @Override
  public void tooSlow(RendererSession session, Problem why) {
    lane.execute(() -> follow(slot.giveUpForQuicker(session, why)));
  }

  private void follow(boolean putAside) {
    if (putAside) {
      followBetterRenderer();
    }
  }

  /** A call does not return: another renderer of that name draws, if there is one. Watchdog. */
  void rendererHangs(Problem why) {
    loop.call()
        .filter(slot::canDoWithout)
        .filter(loop::leave)
        .ifPresent(hanging -> {
          // First: nobody is to find it open once nothing is drawn.
          slot.abandon(hanging.session(), why);
          loop.goOn(hanging, why);
          lane.execute(this::partCame);
        });
  }

  void addReader(Offer<StageReader> offer) {
    reading.add(offer);
    lane.execute(this::partCame);
  }

  void removeReader(StageReader reader) {
    reading.remove(reader);
  }

  /** What has become of renderers and readers. Any thread. */
  Stream<ServiceUse> uses() {
    return Stream.concat(slot.uses(), reading.uses());
  }

  void addMemory(Offer<ImageMemory> offer) {
    slot.addMemory(offer);
    lane.execute(() -> {
      slot.forgive();
      partCame();
    });
  }

  void removeMemory(ImageMemory memory) {
    slot.removeMemory(memory);
  }

  /** Shows this stage; a load that still runs is superseded. */
  CompletableFuture<StageStatus> open(StageSource source, boolean patient) {
    return open(source, patient, true, () -> {});
  }

  /** Shows the same stage as now with other contents; a load that still runs is superseded. */
  CompletableFuture<StageStatus> reopen(StageSource source) {
    return open(source, false, false, () -> {});
  }

  /** Gives up the load that is under way; what is shown stays. */
  void cancel() {
    Load load = loop.drawing() == null ? null : newest.getAndSet(null);
    if (load != null) {
      load.end(new Problem(ErrorCode.SUPERSEDED, "the stage that is shown was asked for"));
      reportRest();
    }
  }

  /** True if nobody waits for a stage. */
  boolean idle() {
    return newest.get() == null;
  }

  /** Opens renderer and stage anew. */
  CompletableFuture<StageStatus> restart() {
    StageSource shown = wanted;
    return open(
        shown == null ? settings.stage() : shown,
        true,
        false,
        () -> {
          slot.forgive();
          slot.drop(new Problem(ErrorCode.STREAM_NOT_READY, "the stream is being restarted"));
        });
  }

  private CompletableFuture<StageStatus> open(
      StageSource source, boolean patient, boolean fresh, Runnable preparation) {
    Load load = new Load(source, patient, fresh, this::reportProgress);
    unfinished.add(load);
    load.result().whenComplete((status, error) -> unfinished.remove(load));
    Load before = newest.getAndSet(load);
    if (before != null) {
      before.end(new Problem(ErrorCode.SUPERSEDED, "a newer stage was asked for"));
    }
    cancelReplacing();
    reportLoading();
    boolean accepted =
        lane.execute(() -> {
          if (!load.cancelled()) {
            preparation.run();
          }
          run(load);
        });
    if (!accepted || closed) {
      newest.compareAndSet(load, null);
      load.end(ENDED);
    }
    return load.result();
  }

  /** Gives up a load whose time is over, and leaves what does not end then. Watchdog thread. */
  void checkTimeout(long nowNanos) {
    Load load = running;
    long late = nowNanos - runningDeadlineNanos;
    if (load != null && late > 0) {
      Problem problem =
          new Problem(
              ErrorCode.STAGE_TIMEOUT,
              "not loaded within " + load.source().timeout().toSeconds() + " s");
      load.end(problem);
      if (late > RenderCommands.PATIENCE.toNanos()) {
        leave(load, problem);
      }
    }
  }

  private void leave(Load load, Problem why) {
    if (calls.leave(load, why)) {
      slot.reportAbandoned();
    }
  }

  /** Whoever asks for a stage does not wait for a newcomer: that one draws it afterwards. */
  private void cancelReplacing() {
    Load load = replacing;
    if (load != null) {
      Problem why = new Problem(ErrorCode.SUPERSEDED, "another stage was asked for");
      load.cancel(why);
      CompletableFuture.delayedExecutor(
              RenderCommands.PATIENCE.toMillis(), TimeUnit.MILLISECONDS, OffThread.EXECUTOR)
          .execute(() -> leave(load, why));
    }
  }

  private void run(Load load) {
    LoadedStage loaded = null;
    slot.rest(false);
    if (parked != null && parked != load) {
      counters.increment(EngineCounter.STAGES_SUPERSEDED);
    }
    parked = null;
    if (wanted == null) {
      wanted = load.source();
    }
    begin(load);
    try {
      checkWanted(load);
      openRenderer(load);
      loaded = read(load);
      show(loaded, load);
    } catch (Throwable e) {
      running = null;
      if (loaded != null) {
        loaded.close();
      }
      failed(load, e);
    } finally {
      running = null;
    }
    // Whoever reported another load meanwhile may have been late.
    reportRest();
    followBetterRenderer();
  }

  private void begin(Load load) {
    runningDeadlineNanos = clock.nanos() + timeoutNanos(load.source());
    running = load;
  }

  /** Longest waits that are told apart: a longer one would overflow the clock. */
  private static long timeoutNanos(StageSource source) {
    return Math.clamp(source.timeout().toSeconds(), 0, TimeUnit.DAYS.toSeconds(365))
        * TimeUnit.SECONDS.toNanos(1);
  }

  private void checkWanted(Load load) throws OrielException {
    if (closed) {
      throw Problems.exception(ENDED, null);
    }
    load.checkWanted();
  }

  /** Opens a renderer if none is: a missing one is said before a long read, not after. */
  private void openRenderer(Load load) throws OrielException {
    slot.beginWork();
    try {
      slot.open(load);
    } finally {
      slot.endWork();
    }
  }

  private LoadedStage read(Load load) throws OrielException {
    long since = System.currentTimeMillis();
    Stage stage = load.source().isEmpty() ? new EmptyStage() : reading.read(load);
    try {
      return new LoadedStage(
          load.source(),
          stage,
          DefaultCamera.of(stage, settings.info().width(), settings.info().height()),
          since);
    } catch (Throwable e) {
      LoadedStage.close(stage);
      throw e;
    }
  }

  private void show(LoadedStage loaded, Load load) throws OrielException {
    slot.beginWork();
    try {
      RendererSession by = slot.open(load);
      PreparedStage prepared = preparation.prepare(by, loaded, load);
      double start = loaded.stage().info().startTimeCode();
      Playback playback = new Playback(settings.playing(), start, clock.nanos(), 1, true);
      Optional<Drawing> former =
          commit(
              new Drawing(by, loaded, prepared, generation + 1, playback), load, Optional.of(load));
      generation++;
      wanted = loaded.source();
      counters.increment(EngineCounter.STAGES_COMMITTED);
      newest.compareAndSet(load, null);
      former.ifPresent(drawing -> drawing.stage().close());
    } finally {
      slot.endWork();
    }
  }

  /**
   * Hands the drawing over to the loop and waits until it is in use. A load that is given up before
   * the loop came to it takes it back.
   *
   * @param ended the load that this ends; empty if another renderer draws the same stage
   * @return what was drawn before; it is closed but for its stage
   */
  private Optional<Drawing> commit(Drawing next, Load load, Optional<Load> ended)
      throws OrielException {
    CompletableFuture<Optional<Drawing>> adopted = new CompletableFuture<>();
    AtomicBoolean begun = new AtomicBoolean();
    boolean posted =
        commands.post(() -> {
          if (begun.compareAndSet(false, true)) {
            try {
              adopted.complete(adopt(next, ended, adopted));
            } catch (RenderCalls.Left e) {
              throw e;
            } catch (Throwable e) {
              adopted.completeExceptionally(e);
            }
          }
        });
    Runnable takeBack =
        () -> {
          if (begun.compareAndSet(false, true)) {
            adopted.completeExceptionally(
                Problems.exception(load.cancelReason().orElse(ENDED), null));
          }
        };
    load.onCancel(takeBack);
    if (!posted || closed) {
      takeBack.run();
    }
    try {
      return adopted.join();
    } catch (CompletionException e) {
      next.closePrepared();
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw Problems.exception(Problems.of(cause, ErrorCode.RENDERER_FAILED), cause);
    }
  }

  /** Where a renderer hangs at this whoever leaves it answers in its place. Render thread. */
  private Optional<Drawing> adopt(
      Drawing next, Optional<Load> ended, CompletableFuture<Optional<Drawing>> answer)
      throws OrielException {
    if (!slot.isOffered(next.session()) || next.session().isAbandoned()) {
      throw Problems.exception(REMOVED, null);
    }
    if (ended.isPresent() && !ended.get().settle()) {
      throw Problems.exception(ended.get().cancelReason().orElse(ENDED), null);
    }
    Drawing drawn = loop.drawing();
    if (ended.isEmpty() && (drawn == null || drawn.stage() != next.stage())) {
      throw new OrielException(ErrorCode.SUPERSEDED, "the stage is not shown any more");
    }
    Optional<Drawing> former =
        loop.adopt(next, ended, why -> answer.completeExceptionally(Problems.exception(why, null)));
    slot.accept(next.session());
    former.ifPresent(
        drawing -> loop.letGo(drawing, next, why -> answer.complete(Optional.empty())));
    return former;
  }

  private void failed(Load load, Throwable error) {
    Problem problem = load.cancelReason().orElse(Problems.of(error, ErrorCode.STAGE_INVALID));
    slot.rest(loop.drawing() == null && newest.get() == load);
    if (waits(load, problem)) {
      Load again = load.again();
      if (newest.compareAndSet(load, again)) {
        parked = again;
        board.update(s -> StatusChange.problem(s, false, Optional.of(problem)));
        return;
      }
    }
    boolean superseded = problem.code() == ErrorCode.SUPERSEDED;
    counters.increment(superseded ? EngineCounter.STAGES_SUPERSEDED : EngineCounter.STAGES_FAILED);
    if (newest.compareAndSet(load, null)) {
      LOG.log(
          System.Logger.Level.WARNING,
          "Stream {0}: stage {1} was not opened: {2}",
          settings.info().name(),
          load.source().location(),
          problem.message());
      board.update(s ->
          StatusChange.problem(
              StatusChange.stage(s, StageChange.ended(s.stage(), Optional.of(problem))),
              s.ready(),
              s.ready() ? s.problem() : Optional.of(problem)));
    }
    load.fail(Problems.exception(problem, error));
  }

  private boolean waits(Load load, Problem problem) {
    return !closed
        && load.patient()
        && (problem.code() == ErrorCode.RENDERER_UNAVAILABLE
            || (problem.code() == ErrorCode.STAGE_READER_UNAVAILABLE && reading.hasNoReader()));
  }

  /** A part has come or gone: what waited for it goes on, what is better takes over. */
  private void partCame() {
    if (loop.drawing() != null) {
      followBetterRenderer();
    } else if (parked != null) {
      run(parked);
    } else if (newest.get() == null && wanted != null && !closed) {
      reload(wanted);
    }
  }

  /** Shows again what a renderer showed that is gone, or what no renderer could be had for. */
  private void reload(StageSource source) {
    Load load = new Load(source, true, false, this::reportProgress);
    if (newest.compareAndSet(null, load)) {
      reportLoading();
      run(load);
    }
  }

  /** Has a better renderer draw the stage that is shown; if it cannot, the former goes on. */
  private void followBetterRenderer() {
    Drawing drawn = loop.drawing();
    if (closed || drawn == null || !drawn.stage().keep()) {
      return;
    }
    Load load = new Load(drawn.stage().source(), false, false, (fraction, activity) -> {});
    slot.beginWork();
    begin(load);
    replacing = load;
    try {
      if (newest.get() != null) {
        // A stage that was asked for comes first.
        return;
      }
      Optional<RendererSession> newcomer = slot.openBetter(load);
      if (newcomer.isPresent()) {
        replaceRenderer(drawn, newcomer.get(), load);
      }
    } catch (Throwable e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "Stream {0}: another renderer was installed but does not draw the stage; the former one"
              + " goes on: {1}",
          settings.info().name(),
          Problems.of(e, ErrorCode.RENDERER_FAILED).message());
      if (slot.hasBetter()) {
        lane.execute(this::followBetterRenderer);
      }
    } finally {
      replacing = null;
      running = null;
      slot.endWork();
      drawn.stage().close();
    }
  }

  private void replaceRenderer(Drawing drawn, RendererSession newcomer, Load load)
      throws OrielException {
    LoadedStage stage = drawn.stage();
    try {
      PreparedStage prepared = preparation.prepare(newcomer, stage, load);
      commit(
          new Drawing(newcomer, stage, prepared, drawn.generation(), drawn.playback()),
          load,
          Optional.empty());
    } catch (Throwable e) {
      slot.refuse(newcomer, Problems.of(e, ErrorCode.RENDERER_FAILED));
      throw e;
    }
  }

  private void reportLoading() {
    board.update(s -> {
      Load load = newest.get();
      return load == null
          ? s
          : StatusChange.stage(s, StageChange.loading(s.stage(), load.source().location()));
    });
  }

  /** Says that nothing loads, unless something does by now. */
  private void reportRest() {
    board.update(s ->
        newest.get() == null && s.stage().loading().isPresent()
            ? StatusChange.stage(s, StageChange.ended(s.stage(), s.stage().problem()))
            : s);
  }

  private void reportProgress(double fraction, String activity) {
    board.update(s -> StatusChange.stage(s, StageChange.progress(s.stage(), fraction, activity)));
  }

  /** Ends every load and the thread; renderer and stage are closed while the loop runs. */
  @Override
  public void close() {
    closed = true;
    Load load = newest.getAndSet(null);
    if (load != null) {
      load.end(ENDED);
    }
    Load replacing = running;
    if (replacing != null) {
      replacing.end(ENDED);
    }
    lane.close(RenderCommands.PATIENCE);
    Load hanging = running;
    if (hanging != null) {
      leave(hanging, ENDED);
    }
    slot.close(ENDED);
    unfinished.forEach(left -> left.fail(Problems.exception(ENDED, null)));
  }
}
