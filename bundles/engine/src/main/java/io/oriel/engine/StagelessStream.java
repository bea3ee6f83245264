package io.oriel.engine;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
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
import io.oriel.api.stream.StageStatus;
import io.oriel.api.stream.StreamControl;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/**
 * The handles of a stream that has no stage: what would open one or ask of one is refused, what
 * would change the view of it changes nothing.
 */
abstract class StagelessStream implements StreamControl {
  private static final StageInfo NO_STAGE = StageInfo.builder().build();
  private static final Playback STILL = new Playback(false, 0, 0, 1, false);

  private OrielException refusal() {
    return new OrielException(
        ErrorCode.UNSUPPORTED,
        "stream " + info().name() + " shows what its host pushes and has no stage");
  }

  private <T> CompletionStage<T> refused() {
    return CompletableFuture.failedStage(refusal());
  }

  @Override
  public CompletionStage<StageStatus> openStage(StageSource source) {
    return refused();
  }

  @Override
  public void cancelLoad() {
    // Nothing loads.
  }

  @Override
  public ViewState view() {
    return ViewState.INITIAL;
  }

  @Override
  public void updateView(UnaryOperator<ViewState> change) {
    // The host's pictures are what they are.
  }

  @Override
  public CompletionStage<PickResult> pick(PickQuery query) {
    return CompletableFuture.completedStage(
        new PickResult(query, PickResult.Outcome.UNSUPPORTED, List.of()));
  }

  @Override
  public StageInfo stageInfo() {
    return NO_STAGE;
  }

  @Override
  public Optional<Prim> prim(String path) {
    return Optional.empty();
  }

  @Override
  public List<Prim> children(String path) {
    return List.of();
  }

  @Override
  public int primCount() {
    return 0;
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
    return refused();
  }

  @Override
  public CompletionStage<List<VariantSet>> variants(String path) {
    return refused();
  }

  @Override
  public CompletionStage<StageStatus> selectVariant(String path, String set, String variant) {
    return refused();
  }

  @Override
  public double timeCode() {
    return 0;
  }

  @Override
  public Playback playback() {
    return STILL;
  }

  @Override
  public void updatePlayback(UnaryOperator<Playback> change) {
    // There is no time to run.
  }

  @Override
  public RenderSetting.Applies applySetting(String key, String value) throws OrielException {
    throw refusal();
  }

  @Override
  public Optional<RendererCapabilities> capabilities() {
    return Optional.empty();
  }

  @Override
  public CompletionStage<StageStatus> restart() {
    return refused();
  }
}
