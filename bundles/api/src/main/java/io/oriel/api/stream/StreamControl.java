package io.oriel.api.stream;

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
import io.oriel.api.stage.StageTree;
import io.oriel.api.stage.VariantSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The handles of a stream: everything that changes what it shows. Registered by the engine as a
 * service beside {@link Stream}. Safe for use from any thread; nothing blocks.
 */
@ProviderType
public interface StreamControl extends Stream {
  /**
   * Opens a stage in the background while the present one is shown. A newer open supersedes one
   * that still loads. With the new stage camera, time, output, outlines and pickables are the
   * initial ones again; a stage that is loaded again otherwise keeps them.
   *
   * @return completes with the status after the first frame of the new stage was published, or
   *     exceptionally with an {@link io.oriel.api.error.OrielException}; the present stage stays
   *     then
   */
  CompletionStage<StageStatus> openStage(StageSource source);

  /** Gives up a load that is under way, as superseded; the present stage stays. */
  void cancelLoad();

  /** The newest view state. */
  ViewState view();

  /** Replaces the view state by what {@code change} makes of it; may be applied more than once. */
  void updateView(UnaryOperator<ViewState> change);

  /**
   * Asks what is seen at a place. At most 64 queries wait; the oldest is answered {@link
   * PickResult.Outcome#SUPERSEDED} when another comes.
   */
  CompletionStage<PickResult> pick(PickQuery query);

  /** Metadata of the committed stage. */
  StageInfo stageInfo();

  /** A prim of the committed stage; see {@link StageTree#prim}. */
  Optional<Prim> prim(String path);

  /** Prims of the committed stage; see {@link StageTree#children}. */
  List<Prim> children(String path);

  /** Number of prims of the committed stage. */
  int primCount();

  /** Cameras of the committed stage, in its order. */
  List<StageCamera> cameras();

  /**
   * From where it is seen: the camera of the view state, or else the stage's; empty while there is
   * neither.
   */
  Optional<Camera> camera();

  /**
   * World bounds, at the time that is shown, of what is drawn of these prims and of those below
   * them; empty if nothing is. Goes through every point: a few milliseconds for a million.
   */
  Bounds bounds(Collection<String> paths);

  /**
   * Properties of a prim of the committed stage with their values at the time that is shown; see
   * {@link io.oriel.api.stage.StageQueries#properties}.
   */
  CompletionStage<List<Property>> properties(String path);

  /** Variant sets of a prim of the committed stage. */
  CompletionStage<List<VariantSet>> variants(String path);

  /**
   * Loads the committed stage again with a variant chosen, beside those chosen before; as {@link
   * #openStage} otherwise.
   */
  CompletionStage<StageStatus> selectVariant(String path, String set, String variant);

  /** Time that is shown, time codes. */
  double timeCode();

  /** How time runs. */
  Playback playback();

  /**
   * Changes how time runs.
   *
   * @param change gets the playback as of now and gives another; may be applied more than once
   */
  void updatePlayback(UnaryOperator<Playback> change);

  /**
   * Sets a setting of the renderer, see {@link RenderSetting}.
   *
   * @return when it is seen
   * @throws OrielException with {@link io.oriel.api.error.ErrorCode#UNSUPPORTED} and what there is
   *     if the renderer has no such setting or does not allow the value; nothing is changed then
   */
  RenderSetting.Applies applySetting(String key, String value) throws OrielException;

  /** What the renderer can do; empty while there is none. */
  Optional<RendererCapabilities> capabilities();

  /** Opens renderer and stage anew, as after a failure that stopped stepping. */
  CompletionStage<StageStatus> restart();
}
