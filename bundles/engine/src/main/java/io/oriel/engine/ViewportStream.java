package io.oriel.engine;

import io.oriel.api.aov.Aovs;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.image.ImageMemory;
import io.oriel.api.image.ImageSpec;
import io.oriel.api.image.PixelFormat;
import io.oriel.api.image.Placement;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.metrics.DurationSet;
import io.oriel.api.render.PickQuery;
import io.oriel.api.render.PickResult;
import io.oriel.api.render.ViewState;
import io.oriel.api.stage.Prim;
import io.oriel.api.stage.Stage;
import io.oriel.api.stage.StageInfo;
import io.oriel.api.stage.StageSource;
import io.oriel.api.stream.AovStatus;
import io.oriel.api.stream.FrameSink;
import io.oriel.api.stream.FrameSubscription;
import io.oriel.api.stream.StageStatus;
import io.oriel.api.stream.StatusListener;
import io.oriel.api.stream.StreamControl;
import io.oriel.api.stream.StreamInfo;
import io.oriel.api.stream.StreamState;
import io.oriel.api.stream.StreamStatus;
import io.oriel.api.time.Clock;
import io.oriel.api.video.VideoFeed;
import io.oriel.api.video.VideoSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/** One stream: its parts, put together, and the handles on them. Any thread. */
final class ViewportStream implements StreamControl, VideoSource, AutoCloseable {
  private static final System.Logger LOG = System.getLogger("io.oriel.engine");

  private final StreamSettings settings;
  private final Clock clock;
  private final CounterSet<EngineCounter> counters;
  private final DurationSet<EngineDuration> durations;
  private final AtomicLong epochs = new AtomicLong(1);
  private final AtomicReference<ViewState> view = new AtomicReference<>(ViewState.INITIAL);
  private final StatusBoard board;
  private final FrameSinks sinks;
  private final PickQueue picks;
  private final PipelineAssembler assembler;
  private final RenderLoop loop;
  private final StageLoader loader;
  private final FeedSlot feed;
  private final Thread renderThread;
  private final Thread watchThread;

  ViewportStream(StreamSettings settings, Clock clock, ImageMemory hostMemory)
      throws OrielException {
    this.settings = settings;
    this.clock = clock;
    String name = settings.info().name();
    counters = new CounterSet<>(EngineCounter.class, Map.of("stream", name));
    durations = new DurationSet<>(EngineDuration.class, Map.of("stream", name));
    board = new StatusBoard(initialStatus());
    sinks = new FrameSinks(counters);
    picks = new PickQueue(counters);
    RenderCommands commands = new RenderCommands();
    ReentrantLock stageLock = new ReentrantLock();
    ImageSpec spec =
        ImageSpec.of(settings.info().width(), settings.info().height(), PixelFormat.BGRA8);
    BufferRing ring = BufferRing.allocate(hostMemory, Placement.HOST, spec, settings.buffers());
    assembler =
        new PipelineAssembler(
            name,
            spec,
            commands,
            () -> view.get().aov(),
            counters,
            (requested, available, problem) ->
                board.update(s -> StatusChange.offered(s, requested, available, problem)));
    Screen screen = new Screen(ring, sinks, counters, durations, epochs);
    loop =
        new RenderLoop(
            settings, clock, commands, assembler, view, picks, screen, board, counters, durations,
            stageLock);
    loader = new StageLoader(settings, clock, commands, loop, board, counters, stageLock);
    feed = new FeedSlot(this);
    renderThread = Thread.ofPlatform().daemon().name("oriel-render-" + name).unstarted(loop);
    watchThread =
        Thread.ofPlatform()
            .daemon()
            .name("oriel-watch-" + name)
            .unstarted(new Watchdog(settings, clock, loop, loader, board));
  }

  private StreamStatus initialStatus() {
    return new StreamStatus(
        StreamState.RECONFIGURING,
        epochs.get(),
        0,
        false,
        true,
        Optional.of(new Problem(ErrorCode.STREAM_NOT_READY, "")),
        StageStatus.NONE,
        new AovStatus(Aovs.LDR_COLOR, "", List.of(), Optional.empty()));
  }

  /** Starts the threads and the load of the configured stage. */
  void start() {
    renderThread.start();
    watchThread.start();
    loader.open(settings.stage(), true);
  }

  PipelineAssembler assembler() {
    return assembler;
  }

  StageLoader loader() {
    return loader;
  }

  FeedSlot feed() {
    return feed;
  }

  CounterSet<EngineCounter> counters() {
    return counters;
  }

  DurationSet<EngineDuration> durations() {
    return durations;
  }

  @Override
  public StreamInfo info() {
    return settings.info();
  }

  @Override
  public StreamStatus status() {
    return board.get();
  }

  @Override
  public AutoCloseable listen(StatusListener listener) {
    return board.listen(listener);
  }

  @Override
  public FrameSubscription subscribe(FrameSink sink) {
    return sinks.add(sink);
  }

  @Override
  public VideoFeed video() throws OrielException {
    return feed.video();
  }

  @Override
  public long nextEpoch() {
    return epochs.incrementAndGet();
  }

  @Override
  public Clock clock() {
    return clock;
  }

  @Override
  public CompletionStage<StageStatus> openStage(StageSource source) {
    return loader.open(source, false).minimalCompletionStage();
  }

  @Override
  public ViewState view() {
    return view.get();
  }

  @Override
  public void updateView(UnaryOperator<ViewState> change) {
    ViewState before;
    ViewState after;
    do {
      before = view.get();
      after = Objects.requireNonNull(change.apply(before), "view state");
    } while (!view.compareAndSet(before, after));
    if (!after.aov().equals(before.aov())) {
      assembler.requestChanged();
    }
  }

  @Override
  public CompletionStage<PickResult> pick(PickQuery query) {
    return picks.add(query);
  }

  @Override
  public StageInfo stageInfo() {
    Drawing drawing = loop.drawing();
    StageInfo none = StageInfo.builder().build();
    return drawing == null ? none : drawing.stage().ask(Stage::info, none);
  }

  @Override
  public List<Prim> children(String path) {
    Drawing drawing = loop.drawing();
    return drawing == null
        ? List.of()
        : drawing.stage().ask(stage -> stage.tree().children(path), List.of());
  }

  @Override
  public CompletionStage<StageStatus> restart() {
    return loader.restart().minimalCompletionStage();
  }

  /** Ends the stream: consumers first, then renderer and stage on the render thread, then it. */
  @Override
  public void close() {
    board.update(StatusChange::stopped);
    feed.close();
    watchThread.interrupt();
    loader.close();
    assembler.close();
    loop.stop();
    renderThread.interrupt();
    try {
      if (!renderThread.join(RenderCommands.PATIENCE)) {
        LOG.log(
            System.Logger.Level.ERROR,
            "Stream {0}: the render thread did not end; a call of a renderer, a converter or a"
                + " sink does not return",
            settings.info().name());
      }
      watchThread.join(RenderCommands.PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
