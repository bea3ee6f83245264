package io.oriel.api.stream;

import io.oriel.api.render.PickQuery;
import io.oriel.api.render.PickResult;
import io.oriel.api.render.ViewState;
import io.oriel.api.stage.Prim;
import io.oriel.api.stage.StageInfo;
import io.oriel.api.stage.StageSource;
import io.oriel.api.stage.StageTree;
import java.util.List;
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
   * that still loads.
   *
   * @return completes with the status after the first frame of the new stage was published, or
   *     exceptionally with an {@link io.oriel.api.error.OrielException}; the present stage stays
   *     then
   */
  CompletionStage<StageStatus> openStage(StageSource source);

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

  /** Prims of the committed stage; see {@link StageTree#children}. */
  List<Prim> children(String path);

  /** Opens renderer and stage anew, as after a failure that stopped stepping. */
  CompletionStage<StageStatus> restart();
}
