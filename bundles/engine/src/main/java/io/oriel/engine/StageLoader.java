package io.oriel.engine;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.image.ImageMemory;
import io.oriel.api.image.ImageSpec;
import io.oriel.api.image.PixelFormat;
import io.oriel.api.image.Placement;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.render.PreparedStage;
import io.oriel.api.render.RenderTarget;
import io.oriel.api.render.Renderer;
import io.oriel.api.render.RendererProvider;
import io.oriel.api.stage.Stage;
import io.oriel.api.stage.StageReader;
import io.oriel.api.stage.StageSource;
import io.oriel.api.stream.StageStatus;
import io.oriel.api.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Opens renderers and stages beside the render loop and hands them over to it. One thread does the
 * opening, in order; what is asked for and what is there may change on any thread meanwhile.
 */
final class StageLoader implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("io.oriel.engine");

  private final StreamSettings settings;
  private final Clock clock;
  private final RenderCommands commands;
  private final RenderLoop loop;
  private final PipelineAssembler assembler;
  private final StatusBoard board;
  private final CounterSet<EngineCounter> counters;
  private final ReentrantLock stageLock;
  private final ExecutorService thread;

  private final Offers<RendererProvider> renderers = new Offers<>();
  private final Offers<StageReader> readers = new Offers<>();
  private final Offers<ImageMemory> memories = new Offers<>();
  private final AtomicReference<Load> newest = new AtomicReference<>();

  /** Held while a renderer prepares a stage: it is not closed meanwhile. */
  private final ReentrantLock preparing = new ReentrantLock();

  /** The load that is being worked on and when its time is over. */
  private volatile Load running;

  private volatile long runningDeadlineNanos;

  /** A patient load that waits for a part. Loader thread. */
  private Load parked;

  /** Renderer that is open; also read by those who take its service away. */
  private volatile RendererSession session;

  /** Where the pictures in the ring lie. Loader thread. */
  private Placement placement = Placement.HOST;

  private long generation;

  StageLoader(
      StreamSettings settings,
      Clock clock,
      RenderCommands commands,
      RenderLoop loop,
      PipelineAssembler assembler,
      StatusBoard board,
      CounterSet<EngineCounter> counters,
      ReentrantLock stageLock) {
    this.settings = settings;
    this.clock = clock;
    this.commands = commands;
    this.loop = loop;
    this.assembler = assembler;
    this.board = board;
    this.counters = counters;
    this.stageLock = stageLock;
    this.thread =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("oriel-loader-" + settings.info().name()).factory());
  }

  void add(Offer<RendererProvider> offer) {
    renderers.add(offer);
    thread.execute(this::chooseRenderer);
  }

  /** A renderer goes. Returns when the render thread has closed it, or it was given up. */
  void remove(RendererProvider provider) {
    renderers.remove(provider);
    Drawing drawn = loop.drawing();
    RendererSession open = drawn == null ? session : drawn.session();
    if (open != null && open.offer().service() == provider) {
      drop(open);
    }
    thread.execute(this::chooseRenderer);
  }

  void addReader(Offer<StageReader> offer) {
    readers.add(offer);
    thread.execute(this::runParked);
  }

  void removeReader(StageReader reader) {
    readers.remove(reader);
  }

  void addMemory(Offer<ImageMemory> offer) {
    memories.add(offer);
    thread.execute(this::chooseRenderer);
  }

  void removeMemory(ImageMemory memory) {
    memories.remove(memory);
  }

  /** Shows this stage; a load that still runs is superseded. */
  CompletableFuture<StageStatus> open(StageSource source, boolean patient) {
    Load load = new Load(source, patient, this::reportProgress);
    Load before = newest.getAndSet(load);
    if (before != null) {
      before.cancel(new Problem(ErrorCode.SUPERSEDED, "a newer stage was asked for"));
    }
    board.update(s -> StatusChange.stage(s, StageChange.loading(s.stage(), source.location())));
    thread.execute(() -> run(load));
    return load.result();
  }

  /** Opens renderer and stage anew. */
  CompletableFuture<StageStatus> restart() {
    thread.execute(() -> {
      RendererSession open = session;
      if (open != null) {
        drop(open);
      }
    });
    Drawing drawn = loop.drawing();
    Load last = newest.get();
    StageSource source =
        drawn != null ? drawn.stage().source() : last != null ? last.source() : settings.stage();
    return open(source, true);
  }

  /** Gives up a load whose time is over. Watchdog thread. */
  void checkTimeout(long nowNanos) {
    Load load = running;
    if (load != null && nowNanos > runningDeadlineNanos) {
      load.cancel(
          new Problem(
              ErrorCode.STAGE_TIMEOUT,
              load.source().location()
                  + " did not load within "
                  + load.source().timeout().toSeconds()
                  + " s"));
    }
  }

  private void run(Load load) {
    Stage stage = null;
    runningDeadlineNanos = clock.nanos() + load.source().timeout().toNanos();
    running = load;
    try {
      checkWanted(load);
      openRenderer();
      stage = read(load);
      LoadedStage loaded =
          new LoadedStage(
              load.source(),
              stage,
              DefaultCamera.of(stage, settings.info().width(), settings.info().height()));
      commit(prepared(session, loaded, load), load);
    } catch (OrielException | RuntimeException | LinkageError e) {
      if (stage != null) {
        closeStage(stage);
      }
      running = null;
      failed(load, e);
    } finally {
      running = null;
    }
  }

  private void checkWanted(Load load) throws OrielException {
    Optional<Problem> reason = load.cancelReason();
    if (reason.isPresent()) {
      throw Problems.exception(reason.get(), null);
    }
  }

  private Stage read(Load load) throws OrielException {
    if (load.source().isEmpty()) {
      return new EmptyStage();
    }
    Offer<StageReader> reader =
        readers
            .best(o -> true)
            .orElseThrow(() ->
                new OrielException(
                    ErrorCode.STAGE_READER_UNAVAILABLE, "no stage reader is installed"));
    Stage stage = reader.service().open(load.source(), load);
    stage.info().warnings().forEach(w -> LOG.log(System.Logger.Level.WARNING, w));
    return stage;
  }

  /** The stage as the renderer holds it, together with the renderer. */
  private Drawing prepared(RendererSession by, LoadedStage loaded, Load load)
      throws OrielException {
    if (by == null) {
      throw new OrielException(ErrorCode.RENDERER_UNAVAILABLE, "the renderer was removed");
    }
    boolean locked = by.renderer().capabilities().prepareNeedsLock();
    preparing.lock();
    if (locked) {
      stageLock.lock();
    }
    try {
      PreparedStage prepared =
          by.renderer().prepare(new PreparationContext(loaded.source(), loaded.stage(), load));
      Playback playback = new Playback(loaded.stage().info(), settings.playing(), clock.nanos());
      return new Drawing(by, loaded, prepared, generation + 1, playback);
    } finally {
      if (locked) {
        stageLock.unlock();
      }
      preparing.unlock();
    }
  }

  /** Hands the drawing over to the loop and waits until it is in use. */
  private void commit(Drawing next, Load load) throws OrielException {
    Drawing former = loop.drawing();
    CompletableFuture<Void> adopted = new CompletableFuture<>();
    commands.post(() -> {
      try {
        checkWanted(load);
        if (session != next.session()) {
          throw new OrielException(ErrorCode.RENDERER_UNAVAILABLE, "the renderer was removed");
        }
        loop.adopt(next, load);
        adopted.complete(null);
      } catch (OrielException | RuntimeException | LinkageError e) {
        adopted.completeExceptionally(e);
      }
    });
    try {
      adopted.join();
    } catch (CompletionException e) {
      next.prepared().close();
      throw Problems.exception(Problems.of(e.getCause(), ErrorCode.RENDERER_FAILED), e.getCause());
    }
    generation = next.generation();
    counters.increment(EngineCounter.STAGES_COMMITTED);
    newest.compareAndSet(load, null);
    board.update(s -> StatusChange.stage(s, StageChange.committed(next)));
    if (former != null && former.stage().stage() != next.stage().stage()) {
      closeStage(former.stage().stage());
    }
  }

  private void failed(Load load, Throwable error) {
    Problem problem = load.cancelReason().orElse(Problems.of(error, ErrorCode.STAGE_INVALID));
    if (waits(load, problem)) {
      parked = load.again();
      newest.set(parked);
      board.update(s -> StatusChange.problem(s, false, Optional.of(problem)));
      return;
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
              StatusChange.stage(s, StageChange.failed(s.stage(), problem)),
              s.ready(),
              s.ready() ? s.problem() : Optional.of(problem)));
    }
    Throwable told = Problems.exception(problem, error);
    OffThread.EXECUTOR.execute(() -> load.result().completeExceptionally(told));
  }

  private boolean waits(Load load, Problem problem) {
    return load.patient()
        && load == newest.get()
        && (problem.code() == ErrorCode.RENDERER_UNAVAILABLE
            || (problem.code() == ErrorCode.STAGE_READER_UNAVAILABLE && readers.all().isEmpty()));
  }

  private void runParked() {
    Load load = parked;
    parked = null;
    if (load != null) {
      run(load);
    }
  }

  /** Opens the best renderer of the configured name if it is not the one that is open. */
  private void chooseRenderer() {
    Drawing drawn = loop.drawing();
    if (drawn == null) {
      if (parked == null && newest.get() == null && generation > 0) {
        parked = reload();
      }
      runParked();
      return;
    }
    Offer<RendererProvider> best = best().orElse(null);
    if (best == null || best == drawn.session().offer()) {
      return;
    }
    replaceRenderer(drawn);
  }

  /** The stage that was shown by a renderer that is gone, for the next one. */
  private Load reload() {
    Load load =
        new Load(StageSource.of(board.get().stage().location()), true, this::reportProgress);
    newest.set(load);
    return load;
  }

  /** Has another renderer draw the stage that is shown; if it cannot, the former goes on. */
  private void replaceRenderer(Drawing drawn) {
    RendererSession former = session;
    Load load = new Load(drawn.stage().source(), false, (fraction, activity) -> {});
    try {
      session = null;
      openRenderer();
      commit(prepared(session, drawn.stage(), load), load);
    } catch (OrielException | RuntimeException | LinkageError e) {
      RendererSession newcomer = session;
      session = former;
      if (newcomer != null && newcomer != former) {
        newcomer.renderer().close();
      }
      LOG.log(
          System.Logger.Level.WARNING,
          "Stream {0}: another renderer was installed but does not draw the stage; the former one"
              + " goes on: {1}",
          settings.info().name(),
          Problems.of(e, ErrorCode.RENDERER_FAILED).message());
    }
  }

  private Optional<Offer<RendererProvider>> best() {
    return renderers.best(o -> o.names(RendererProvider.RENDERER, settings.info().renderer()));
  }

  private void openRenderer() throws OrielException {
    if (session != null) {
      return;
    }
    Offer<RendererProvider> offer =
        best()
            .orElseThrow(() ->
                new OrielException(
                    ErrorCode.RENDERER_UNAVAILABLE,
                    "renderer '" + settings.info().renderer() + "' is not installed"));
    Renderer renderer =
        offer
            .service()
            .open(
                new RenderTarget(
                    settings.info().name(),
                    settings.info().width(),
                    settings.info().height(),
                    settings.info().framesPerSecond()));
    try {
      place(renderer.capabilities().placement());
    } catch (OrielException e) {
      renderer.close();
      throw e;
    }
    assembler.renderer(renderer.capabilities().aovs(), placement);
    session = new RendererSession(offer, renderer);
  }

  /** Gets the ring where the renderer's outputs are. */
  private void place(Placement where) throws OrielException {
    if (where.equals(placement)) {
      return;
    }
    Offer<ImageMemory> memory =
        memories
            .best(o -> o.names("oriel.memory", where.kind()))
            .orElseThrow(() ->
                new OrielException(
                    ErrorCode.RENDERER_UNAVAILABLE,
                    "no memory of kind '" + where.kind() + "' is installed"));
    ImageSpec spec =
        ImageSpec.of(settings.info().width(), settings.info().height(), PixelFormat.BGRA8);
    BufferRing ring = BufferRing.allocate(memory.service(), where, spec, settings.buffers());
    commands.post(() -> loop.use(ring));
    placement = where;
  }

  /** Closes a renderer on the render thread, once it prepares nothing any more. */
  private void drop(RendererSession open) {
    if (session == open) {
      session = null;
    }
    Load load = running;
    if (load != null) {
      load.cancel(new Problem(ErrorCode.RENDERER_UNAVAILABLE, "the renderer was removed"));
    }
    Drawing drawn = loop.drawing();
    if (awaitPreparing() && commands.await(() -> close(open))) {
      if (drawn != null && drawn.session() == open) {
        closeStage(drawn.stage().stage());
      }
      return;
    }
    counters.increment(EngineCounter.RENDERERS_ABANDONED);
    LOG.log(
        System.Logger.Level.ERROR,
        "Stream {0}: the renderer did not let go within {1} s and was given up; what it holds"
            + " stays allocated",
        settings.info().name(),
        RenderCommands.PATIENCE.toSeconds());
  }

  /** Render thread. */
  private void close(RendererSession open) {
    Drawing drawn = loop.drawing();
    if (drawn != null && drawn.session() == open) {
      loop.drop();
    } else {
      open.renderer().close();
    }
  }

  private boolean awaitPreparing() {
    try {
      if (!preparing.tryLock(RenderCommands.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        return false;
      }
      preparing.unlock();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void reportProgress(double fraction, String activity) {
    board.update(s -> StatusChange.stage(s, StageChange.progress(s.stage(), fraction, activity)));
  }

  private static void closeStage(Stage stage) {
    try {
      stage.close();
    } catch (RuntimeException | LinkageError e) {
      LOG.log(System.Logger.Level.WARNING, "A stage failed to close", e);
    }
  }

  /** Ends the load that runs and the thread; renderer and stage are closed while the loop runs. */
  @Override
  public void close() {
    Load load = newest.getAndSet(null);
    if (load != null) {
      load.cancel(new Problem(ErrorCode.SERVER_STOPPING, ""));
    }
    thread.shutdown();
    try {
      if (!thread.awaitTermination(RenderCommands.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
    RendererSession open = session;
    if (open != null) {
      drop(open);
    }
  }
}
