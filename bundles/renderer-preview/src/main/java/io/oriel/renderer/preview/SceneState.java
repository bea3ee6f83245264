package io.oriel.renderer.preview;

/** A scene as it stands on the screen: what the vertex and triangle stages made of it. */
final class SceneState {
  final Scene scene;
  final Projected projected;
  final Points worldNormals;
  final TriangleRecords records;

  /** Local-to-world of each mesh as last observed, 16 numbers for row vectors. */
  final double[] transforms;

  /** The camera through which the scene is seen. */
  View view;

  /** Ids of the triangles of a mesh that are in view, from {@code triangleStart[mesh]} on. */
  final int[] shown;

  /** The tiles that each of {@link #shown} touches, see {@link TileBins#span}. */
  final int[] shownSpan;

  final int[] shownCount;

  /** Tiles that the mesh touches: first column, first row, last column, last row; empty if -1. */
  final int[] tileRect;

  /** True if some triangle of the mesh was clipped: its pieces live for one step only. */
  final boolean[] clipped;

  SceneState(Scene scene) {
    this.scene = scene;
    this.projected = new Projected(scene.points.x.length);
    this.worldNormals = new Points(scene.normals.x.length);
    this.records = new TriangleRecords(scene.triangles(), scene.cornerColors.length > 0);
    this.transforms = new double[scene.meshes * 16];
    this.shown = new int[scene.triangles()];
    this.shownSpan = new int[scene.triangles()];
    this.shownCount = new int[scene.meshes];
    this.tileRect = new int[scene.meshes * 4];
    this.clipped = new boolean[scene.meshes];
    for (int mesh = 0; mesh < scene.meshes; mesh++) {
      hide(mesh);
    }
  }

  /** Takes a mesh off the screen. */
  void hide(int mesh) {
    shownCount[mesh] = 0;
    clipped[mesh] = false;
    tileRect[mesh * 4] = 0;
    tileRect[mesh * 4 + 1] = 0;
    tileRect[mesh * 4 + 2] = -1;
    tileRect[mesh * 4 + 3] = -1;
  }
}
