package io.oriel.api.stage;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** What there is to draw in a stage, and how it moves. */
@ConsumerType
public interface StageGeometry {
  /** Every drawn mesh, instances expanded; the index in this list is the mesh's number. */
  List<MeshData> meshes();

  /** Every camera, in the stage's order. */
  List<StageCamera> cameras();

  /**
   * Writes where everything is at a time. Called on the render thread for every frame: answers from
   * memory within microseconds, allocates nothing and never blocks.
   *
   * @param timeCode clamped to the stage's range
   * @param into made for this geometry by {@link SceneSample#SceneSample(StageGeometry)}
   */
  void sample(double timeCode, SceneSample into);
}
