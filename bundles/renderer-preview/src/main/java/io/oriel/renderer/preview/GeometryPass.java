package io.oriel.renderer.preview;

import io.oriel.api.stage.SceneSample;

/**
 * The part of a frame that is done once for the whole picture: moves, projects and sets up the
 * meshes that changed, and sorts what is in view into tiles. A mesh that stands still before a
 * camera that stands still costs a comparison of its transform. Used by the render thread.
 */
final class GeometryPass {
  private final Screen screen;
  private final SceneState state;
  private final TriangleStage triangles;
  private final MeshPlacement placement = new MeshPlacement();
  private final boolean[] visible;
  private final boolean[] moved;
  private boolean first = true;

  GeometryPass(Screen screen, SceneState state) {
    this.screen = screen;
    this.state = state;
    this.triangles = new TriangleStage(screen, state);
    int meshes = state.scene.meshes;
    this.visible = new boolean[meshes];
    this.moved = new boolean[meshes];
  }

  /** Compares with the last sample; true if some mesh moved, deformed, appeared or went. */
  boolean observe(SceneSample sample) {
    boolean any = false;
    for (int mesh = 0; mesh < state.scene.meshes; mesh++) {
      if (first || differs(sample, mesh)) {
        System.arraycopy(sample.transforms(), mesh * 16, state.transforms, mesh * 16, 16);
        visible[mesh] = sample.visible()[mesh];
        SceneBuilder.deform(state.scene, mesh, sample.points()[mesh]);
        moved[mesh] = true;
        any = true;
      }
    }
    boolean changed = any || first;
    first = false;
    return changed;
  }

  private boolean differs(SceneSample sample, int mesh) {
    if (sample.visible()[mesh] != visible[mesh]
        || sample.points()[mesh] != state.scene.source[mesh]) {
      return true;
    }
    double[] now = sample.transforms();
    for (int i = mesh * 16; i < mesh * 16 + 16; i++) {
      // A NaN equals itself here, so that a broken transform does not keep the frame from resting.
      if (now[i] != state.transforms[i] && Double.compare(now[i], state.transforms[i]) != 0) {
        return true;
      }
    }
    return false;
  }

  /** Brings the records up to date; {@code tiles} learns which tiles show something else now. */
  void update(PointKernel kernel, View view, boolean viewChanged, Visibility tiles) {
    state.view = view;
    state.records.dropPieces();
    for (int mesh = 0; mesh < state.scene.meshes; mesh++) {
      if (moved[mesh]) {
        turnNormals(kernel, mesh);
      }
      boolean changed = moved[mesh] || viewChanged;
      if (changed) {
        tiles.invalidate(state.tileRect, mesh * 4);
      }
      if (changed || state.clipped[mesh]) {
        setUp(kernel, mesh, view);
      }
      if (changed) {
        tiles.invalidate(state.tileRect, mesh * 4);
      }
      moved[mesh] = false;
    }
  }

  /** Triangles met so far that have a coordinate that is no finite number. */
  long dropped() {
    return triangles.dropped();
  }

  private void turnNormals(PointKernel kernel, int mesh) {
    placement.turnBy(state.transforms, mesh);
    kernel.turn(
        state.scene.normals,
        state.scene.normalStart[mesh],
        state.scene.normalEnd[mesh],
        placement.turn,
        state.worldNormals);
  }

  private void setUp(PointKernel kernel, int mesh, View view) {
    placement.place(state.transforms, mesh, view.worldToScreen());
    if (!visible[mesh] || !placement.inView(screen, state.scene.bounds, mesh * 6)) {
      state.hide(mesh);
      return;
    }
    kernel.project(
        state.scene.points,
        state.scene.pointStart[mesh],
        state.scene.pointEnd[mesh],
        placement.project,
        state.projected);
    triangles.setUp(mesh, placement.project, MeshPlacement.mirrors(state.transforms, mesh));
  }
}
