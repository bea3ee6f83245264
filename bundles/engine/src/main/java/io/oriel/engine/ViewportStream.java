package io.oriel.engine;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.geometry.Bounds;
import io.oriel.api.image.ImageMemory;
import io.oriel.api.image.ImageSpec;
import io.oriel.api.image.PixelFormat;
import io.oriel.api.image.Placement;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.metrics.DurationSet;
import io.oriel.api.render.Camera;
import io.oriel.api.render.PickQuery;
import io.oriel.api.render.PickResult;
import io.oriel.api.render.Playback;
import io.oriel.api.render.RenderSetting;
import io.oriel.api.render.RendererCapabilities;
import io.oriel.api.render.ViewState;
import io.oriel.api.stage.Prim;
import io.oriel.api.stage.Property;
import io.oriel.api.stage.Stage;
import io.oriel.api.stage.StageCamera;
import io.oriel.api.stage.StageInfo;
import io.oriel.api.stage.StageSource;
import io.oriel.api.stage.VariantSet;
import io.oriel.api.stream.AovStatus;
import io.oriel.api.stream.FrameSink;
import io.oriel.api.stream.FrameSubscription;
import io.oriel.api.stream.StageStatus;
import io.oriel.api.stream.StatusListener;
import io.oriel.api.stream.StreamControl;
import io.oriel.api.stream.StreamInfo;
import io.oriel.api.stream.StreamState;
import io.oriel.api.stream.StreamStatus;
import io.oriel.api.swap.ServiceUse;
import io.oriel.api.time.Clock;
import io.oriel.api.video.VideoFeed;
import io.oriel.api.video.VideoSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** One stream: its parts, put together, and the handles on them. Any thread. */
final class ViewportStream implements StreamControl, VideoSource, AutoCloseable {
  private static final System.Logger LOG = System.getLogger("io.oriel.engine");

  private final StreamSettings settings;
  private final Clock clock;
  private final CounterSet<EngineCounter> counters;
  private final DurationSet<EngineDuration> durations;
  private final AtomicLong epochs = new AtomicLong(1);
  private final CurrentView view;
  private final StatusBoard board;
  private final FrameSinks sinks;
  private final PickQueue picks;
  private final PipelineAssembler assembler;
  private final RenderLoop loop;
  private final StageLoader loader;
  private final FeedSlot feed;
  private final Thread watchThread;
  private final Optional<Thread> fileThread;

  ViewportStream(StreamSettings settings, Clock clock, ImageMemory hostMemory)
      throws OrielException {
    this.settings = settings;
    this.clock = clock;
    view = new CurrentView(ViewState.INITIAL.with().aov(settings.aov()).build());
    String name = settings.info().name();
    counters = new CounterSet<>(EngineCounter.class, Map.of("stream", name));
    durations = new DurationSet<>(EngineDuration.class, Map.of("stream", name));
    board = new StatusBoard(initialStatus());
    sinks = new FrameSinks(counters);
    picks = new PickQueue(counters);
    RenderCommands commands = new RenderCommands();
    Semaphore stageLock = new Semaphore(1);
    ImageSpec spec =
        ImageSpec.of(settings.info().width(), settings.info().height(), PixelFormat.BGRA8);
    BufferRing ring = BufferRing.allocate(hostMemory, Placement.HOST, spec, settings.buffers());
    assembler =
        new PipelineAssembler(
            settings,
            spec,
            clock,
            commands,
            () -> ConversionChoice.of(view.get()),
            counters,
            (requested, available, problem) ->
                board.update(s -> StatusChange.offered(s, requested, available, problem)));
    view.onConversionChanged(assembler::requestChanged);
    FrameOutlet outlet = new FrameOutlet(sinks, counters, durations);
    Screen screen = new Screen(clock, ring, outlet, counters, durations, epochs);
    loop =
        new RenderLoop(
            settings, clock, commands, assembler, view, picks, screen, board, counters, durations,
            stageLock, failing());
    loader = new StageLoader(settings, clock, commands, loop, view, board, counters, stageLock);
    feed = new FeedSlot(this);
    watchThread =
        Thread.ofPlatform()
            .daemon()
            .name("oriel-watch-" + name)
            .unstarted(new Watchdog(settings, clock, loop, loader, board));
    fileThread =
        settings.reloadOnChange()
            ? Optional.of(
                Thread.ofPlatform()
                    .daemon()
                    .name("oriel-files-" + name)
                    .unstarted(new StageWatch(name, clock, loop, loader)))
            : Optional.empty();
  }

  /** The loop is there before the loader that hears of its renderers. */
  private Conduct.Failing failing() {
    return new Conduct.Failing() {
      @Override
      public void failing(RendererSession session, Problem why) {
        loader.failing(session, why);
      }

      @Override
      public void tooSlow(RendererSession session, Problem why) {
        loader.tooSlow(session, why);
      }
    };
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
        new AovStatus(settings.aov(), "", List.of(), Optional.empty()));
  }

  /** Starts the threads and the load of the configured stage. */
  void start() {
    loop.start();
    watchThread.start();
    fileThread.ifPresent(Thread::start);
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

  /** What has become of the services that were bound. */
  List<ServiceUse> uses() {
    return Stream.of(assembler.uses(), loader.uses(), feed.uses()).flatMap(each -> each).toList();
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
  public void cancelLoad() {
    loader.cancel();
  }

  @Override
  public ViewState view() {
    return view.get();
  }

  @Override
  public void updateView(UnaryOperator<ViewState> change) {
    view.update(change);
  }

  @Override
  public CompletionStage<PickResult> pick(PickQuery query) {
    return picks.add(query);
  }

  @Override
  public StageInfo stageInfo() {
    return ask(Stage::info, StageInfo.builder().build());
  }

  @Override
  public Optional<Prim> prim(String path) {
    return ask(stage -> stage.tree().prim(path), Optional.empty());
  }

  @Override
  public List<Prim> children(String path) {
    return ask(stage -> stage.tree().children(path), List.of());
  }

  @Override
  public int primCount() {
    return ask(stage -> stage.tree().count(), 0);
  }

  @Override
  public List<StageCamera> cameras() {
    return ask(stage -> stage.geometry().cameras(), List.of());
  }

  @Override
  public Optional<Camera> camera() {
    Drawing drawing = loop.drawing();
    return view.get()
        .camera()
        .or(() -> Optional.ofNullable(drawing).map(shown -> shown.stage().camera()));
  }

  @Override
  public Bounds bounds(Collection<String> paths) {
    double now = timeCode();
    return ask(stage -> PrimBounds.of(stage.geometry(), now, paths), Bounds.EMPTY);
  }

  @Override
  public CompletionStage<List<Property>> properties(String path) {
    double now = timeCode();
    return ask(stage -> stage.queries().properties(path, now), noStage());
  }

  @Override
  public CompletionStage<List<VariantSet>> variants(String path) {
    return ask(stage -> stage.queries().variants(path), noStage());
  }

  private static <T> CompletionStage<T> noStage() {
    return CompletableFuture.failedStage(
        new OrielException(ErrorCode.NOT_FOUND, "no stage is shown"));
  }

  /** What the committed stage answers, or {@code otherwise} if there is none. */
  private <T> T ask(Function<Stage, T> question, T otherwise) {
    Drawing drawing = loop.drawing();
    return drawing == null ? otherwise : drawing.stage().ask(question, otherwise);
  }

  @Override
  public CompletionStage<StageStatus> selectVariant(String path, String set, String variant) {
    Drawing drawing = loop.drawing();
    return drawing == null
        ? noStage()
        : loader
            .reopen(drawing.stage().source().withVariant(path, set, variant))
            .minimalCompletionStage();
  }

  @Override
  public double timeCode() {
    return playback().at(clock.nanos(), stageInfo());
  }

  @Override
  public Playback playback() {
    return playback(view.get());
  }

  @Override
  public void updatePlayback(UnaryOperator<Playback> change) {
    // Asked for within: another stage may come, and with it a view that begins anew.
    updateView(v ->
        v.with().playback(change.apply(playback(v).rebased(clock.nanos(), stageInfo()))).build());
  }

  private Playback playback(ViewState state) {
    Drawing drawing = loop.drawing();
    return state
        .playback()
        .orElseGet(() ->
            drawing == null
                ? new Playback(settings.playing(), 0, clock.nanos(), 1, true)
                : drawing.playback());
  }

  @Override
  public RenderSetting.Applies applySetting(String key, String value) throws OrielException {
    List<RenderSetting> offered =
        capabilities().map(RendererCapabilities::settings).orElse(List.of());
    RenderSetting setting =
        offered.stream()
            .filter(one -> one.key().equals(key))
            .findFirst()
            .orElseThrow(() -> unsupported(key, offered.stream().map(RenderSetting::key).toList()));
    if (!setting.allowed().contains(value)) {
      throw unsupported(key + " = " + value, setting.allowed());
    }
    updateView(v -> {
      Map<String, String> all = new HashMap<>(v.settings());
      all.put(key, value);
      return v.with().settings(all).build();
    });
    return setting.applies();
  }

  private static OrielException unsupported(String what, List<String> offered) {
    return new OrielException(
        ErrorCode.UNSUPPORTED,
        "the renderer has no setting " + what + "; there is: " + String.join(", ", offered));
  }

  @Override
  public Optional<RendererCapabilities> capabilities() {
    return Optional.ofNullable(loop.drawing())
        .map(drawing -> drawing.session().renderer().capabilities());
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
    fileThread.ifPresent(Thread::interrupt);
    loader.close();
    assembler.close();
    try {
      if (!loop.stop()) {
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
