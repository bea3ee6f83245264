package io.oriel.stage.usd;

/** Some faces of a mesh, as a worker names them: in groups, perhaps of one colour each. */
final class MeshPart {
  private MeshPart() {}

  /** Cuts a part out of {@code whole}; faces that it does not have are passed over. */
  static PolygonSurface read(Payload payload, PolygonSurface whole) throws MalformedFrameException {
    boolean colored = payload.u8() != 0;
    int groups = payload.count(16);
    boolean[] faces = new boolean[whole.faceCount()];
    float[] colors = new float[colored ? faces.length * 3 : 0];
    for (int group = 0; group < groups; group++) {
      float[] color = {payload.f32(), payload.f32(), payload.f32()};
      for (int face : payload.ints()) {
        if (face >= 0 && face < faces.length) {
          faces[face] = true;
          if (colored) {
            System.arraycopy(color, 0, colors, face * 3, 3);
          }
        }
      }
    }
    PolygonSurface part = whole.part(faces);
    return colored ? part.colored(colors) : part;
  }
}
