package io.oriel.renderer.preview;

/** Remembers triangles in exact form while outputs are drawn. One per thread. */
final class ExactTriangles {
  private static final int SIZE = 256;

  private final ExactTriangle[] triangles = new ExactTriangle[SIZE];

  ExactTriangles() {
    for (int i = 0; i < SIZE; i++) {
      triangles[i] = new ExactTriangle();
    }
  }

  /** The triangle of an id of the visibility buffer; valid until the next call. */
  ExactTriangle get(SceneState state, int id) {
    ExactTriangle triangle = triangles[id / TriangleRecords.STRIDE & SIZE - 1];
    if (triangle.id != id) {
      triangle.place(state, id);
    }
    return triangle;
  }

  /** Forgets everything: triangles or camera changed. */
  void forget() {
    for (ExactTriangle triangle : triangles) {
      triangle.id = 0;
    }
  }
}
