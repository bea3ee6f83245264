package io.oriel.messages.stage;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.geometry.Bounds;
import io.oriel.api.render.Camera;
import io.oriel.api.render.PickQuery;
import io.oriel.api.render.PickResult;
import io.oriel.api.render.Playback;
import io.oriel.api.render.RenderSetting;
import io.oriel.api.render.RendererCapabilities;
import io.oriel.api.render.ViewState;
import io.oriel.api.stage.Prim;
import io.oriel.api.stage.Property;
import io.oriel.api.stage.StageCamera;
import io.oriel.api.stage.StageInfo;
import io.oriel.api.stage.StageSource;
import io.oriel.api.stage.VariantSet;
import io.oriel.api.stream.AovStatus;
import io.oriel.api.stream.FrameSink;
import io.oriel.api.stream.FrameSubscription;
import io.oriel.api.stream.StageStatus;
import io.oriel.api.stream.StatusListener;
import io.oriel.api.stream.Stream;
import io.oriel.api.stream.StreamControl;
import io.oriel.api.stream.StreamInfo;
import io.oriel.api.stream.StreamState;
import io.oriel.api.stream.StreamStatus;
import io.oriel.api.video.VideoFeed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** A stream that shows what a test says. */
public final class FakeStreamControl implements StreamControl {
  public static final String NAME = "main";

  /** A load that was asked for and has not ended. */
  public record Opening(StageSource source, CompletableFuture<StageStatus> result) {}

  public final List<Opening> openings = new CopyOnWriteArrayList<>();
  public final List<StatusListener> listeners = new CopyOnWriteArrayList<>();
  public final List<FrameSink> sinks = new CopyOnWriteArrayList<>();
  public final Map<String, Prim> prims = new LinkedHashMap<>();
  public final Map<String, List<Prim>> children = new HashMap<>();
  public List<VariantSet> variants = List.of();
  public CompletionStage<List<Property>> properties = CompletableFuture.completedFuture(List.of());
  public StageInfo info = StageInfo.builder().rootPrimPath("/World").build();
  public List<RenderSetting> settings = List.of();
  public int cancelled;

  /** What happens while somebody reads what the stage is. */
  public Runnable whenRead = () -> {};

  public ViewState view = ViewState.INITIAL;
  public Playback playback = new Playback(true, 0, 0, 1, true);
  private StreamStatus status =
      new StreamStatus(
          StreamState.ACTIVE,
          1,
          1,
          true,
          false,
          Optional.empty(),
          new StageStatus("", 1, 1, "/World", Optional.empty(), -1, "", Optional.empty()),
          new AovStatus("LdrColor", "LdrColor", List.of("LdrColor", "DepthSD"), Optional.empty()));

  /** Adds a prim below those that are there. */
  public Prim add(String path, String type) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    String parent = path.substring(0, Math.max(1, path.lastIndexOf('/')));
    Prim prim = new Prim(path, name, type, "", false);
    prims.put(path, prim);
    children.computeIfAbsent(parent, none -> new ArrayList<>()).add(prim);
    prims.computeIfPresent(
        parent, (at, old) -> new Prim(at, old.name(), old.type(), old.kind(), true));
    return prim;
  }

  /** This stage is shown, opened by somebody; nothing loads. */
  public void show(String location) {
    StageStatus before = status.stage();
    stage(
        new StageStatus(
            location,
            before.generation() + 1,
            before.generation() + 1,
            "/World",
            Optional.empty(),
            -1,
            "",
            Optional.empty()));
  }

  /** The same stage is shown, loaded again. */
  public void showAgain() {
    StageStatus before = status.stage();
    stage(
        new StageStatus(
            before.location(),
            before.generation() + 1,
            before.opened(),
            "/World",
            Optional.empty(),
            -1,
            "",
            Optional.empty()));
  }

  /** A stage loads beside the one that is shown. */
  public void loading(String location, double progress, String activity) {
    StageStatus before = status.stage();
    stage(
        new StageStatus(
            before.location(),
            before.generation(),
            before.opened(),
            before.rootPrimPath(),
            Optional.of(location),
            progress,
            activity,
            Optional.empty()));
  }

  /** The load has ended without a new stage. */
  public void loadFailed(Problem problem) {
    StageStatus before = status.stage();
    stage(
        new StageStatus(
            before.location(),
            before.generation(),
            before.opened(),
            before.rootPrimPath(),
            Optional.empty(),
            -1,
            "",
            Optional.of(problem)));
  }

  public void stage(StageStatus stage) {
    update(status.ready(), stage, status.aov());
  }

  public void aov(AovStatus aov) {
    update(status.ready(), status.stage(), aov);
  }

  public void ready(boolean ready) {
    update(ready, status.stage(), status.aov());
  }

  /** The state of the stream, and what ails it. */
  public void becomes(StreamState state, boolean ready, Optional<Problem> problem) {
    update(state, ready, problem, status.stage(), status.aov());
  }

  /** This stage is committed, opened by somebody; its picture is not there yet. */
  public void commit(String location) {
    StageStatus before = status.stage();
    commit(location, before.generation() + 1);
  }

  /** The same stage is committed, loaded again; its picture is not there yet. */
  public void commitAgain() {
    commit(status.stage().location(), status.stage().opened());
  }

  private void commit(String location, long opened) {
    update(
        StreamState.RECONFIGURING,
        status.ready(),
        status.problem(),
        new StageStatus(
            location,
            status.stage().generation() + 1,
            opened,
            "/World",
            Optional.empty(),
            -1,
            "",
            Optional.empty()),
        status.aov());
  }

  private void update(boolean ready, StageStatus stage, AovStatus aov) {
    update(StreamState.ACTIVE, ready, Optional.empty(), stage, aov);
  }

  private void update(
      StreamState state,
      boolean ready,
      Optional<Problem> problem,
      StageStatus stage,
      AovStatus aov) {
    status = new StreamStatus(state, 1, status.revision() + 1, ready, false, problem, stage, aov);
    listeners.forEach(listener -> listener.onStatus(status));
  }

  /** The streams of a server that has this one alone. */
  public Streams asStreams(String firstStage) {
    Streams streams = new Streams();
    streams.bindStream(this, Map.of(Stream.FIRST_STAGE, firstStage));
    return streams;
  }

  @Override
  public StreamInfo info() {
    return new StreamInfo(NAME, 1280, 720, 60, "preview");
  }

  @Override
  public StreamStatus status() {
    return status;
  }

  @Override
  public AutoCloseable listen(StatusListener listener) {
    listeners.add(listener);
    listener.onStatus(status);
    return () -> listeners.remove(listener);
  }

  @Override
  public FrameSubscription subscribe(FrameSink sink) {
    sinks.add(sink);
    return () -> sinks.remove(sink);
  }

  @Override
  public VideoFeed video() {
    throw new AssertionError("no video here");
  }

  @Override
  public CompletionStage<StageStatus> openStage(StageSource source) {
    Opening opening = new Opening(source, new CompletableFuture<>());
    openings.add(opening);
    return opening.result();
  }

  @Override
  public void cancelLoad() {
    cancelled++;
  }

  @Override
  public ViewState view() {
    return view;
  }

  @Override
  public void updateView(UnaryOperator<ViewState> change) {
    view = change.apply(view);
  }

  @Override
  public CompletionStage<PickResult> pick(PickQuery query) {
    throw new AssertionError("nothing is picked here");
  }

  @Override
  public StageInfo stageInfo() {
    whenRead.run();
    return info;
  }

  @Override
  public Optional<Prim> prim(String path) {
    return Optional.ofNullable(prims.get(path));
  }

  @Override
  public List<Prim> children(String path) {
    return children.getOrDefault(path, List.of()).stream()
        .map(prim -> prims.get(prim.path()))
        .toList();
  }

  @Override
  public int primCount() {
    return prims.size();
  }

  @Override
  public List<StageCamera> cameras() {
    return List.of();
  }

  @Override
  public Optional<Camera> camera() {
    return Optional.empty();
  }

  @Override
  public Bounds bounds(Collection<String> paths) {
    return Bounds.EMPTY;
  }

  @Override
  public CompletionStage<List<Property>> properties(String path) {
    return properties;
  }

  @Override
  public CompletionStage<List<VariantSet>> variants(String path) {
    return CompletableFuture.completedFuture(variants);
  }

  @Override
  public CompletionStage<StageStatus> selectVariant(String path, String set, String variant) {
    return openStage(StageSource.of(status.stage().location()).withVariant(path, set, variant));
  }

  @Override
  public double timeCode() {
    return playback.timeCode();
  }

  @Override
  public Playback playback() {
    return playback;
  }

  @Override
  public void updatePlayback(UnaryOperator<Playback> change) {
    playback = change.apply(playback);
  }

  @Override
  public RenderSetting.Applies applySetting(String key, String value) throws OrielException {
    RenderSetting setting =
        settings.stream().filter(one -> one.key().equals(key)).findFirst().orElseThrow();
    if (!setting.allowed().contains(value)) {
      throw new OrielException(ErrorCode.UNSUPPORTED, value);
    }
    Map<String, String> all = new HashMap<>(view.settings());
    all.put(key, value);
    view = view.with().settings(all).build();
    return setting.applies();
  }

  @Override
  public Optional<RendererCapabilities> capabilities() {
    return Optional.of(
        RendererCapabilities.of(List.of("LdrColor", "DepthSD")).settings(settings).build());
  }

  @Override
  public CompletionStage<StageStatus> restart() {
    throw new AssertionError("nothing is restarted here");
  }
}
