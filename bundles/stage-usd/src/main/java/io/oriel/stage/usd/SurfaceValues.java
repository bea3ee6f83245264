package io.oriel.stage.usd;

/**
 * Colours or normals as USD spreads them over faces.
 *
 * @param interpolation how the values belong to the mesh
 * @param values three floats a value
 */
record SurfaceValues(Spread interpolation, float[] values) {
  /** USD's primvar interpolations, in the order of the worker's numbers. */
  enum Spread {
    NONE,
    CONSTANT,
    UNIFORM,
    VERTEX,
    VARYING,
    FACE_VARYING
  }

  static SurfaceValues read(Payload payload) throws MalformedFrameException {
    int number = payload.u8();
    if (number >= Spread.values().length) {
      throw new MalformedFrameException("interpolation " + number);
    }
    return new SurfaceValues(Spread.values()[number], payload.floats(3));
  }

  boolean absent() {
    return interpolation == Spread.NONE || values.length == 0;
  }
}
