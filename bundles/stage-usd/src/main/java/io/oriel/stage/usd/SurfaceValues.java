package io.oriel.stage.usd;

/**
 * Colours, normals or texture coordinates as USD spreads them over faces.
 *
 * @param interpolation how the values belong to the mesh
 * @param width floats a value
 * @param values those of one value after those of another
 */
record SurfaceValues(Spread interpolation, int width, float[] values) {
  /** USD's primvar interpolations, in the order of the worker's numbers. */
  enum Spread {
    NONE,
    CONSTANT,
    UNIFORM,
    VERTEX,
    VARYING,
    FACE_VARYING
  }

  static SurfaceValues read(Payload payload, int width) throws MalformedFrameException {
    int number = payload.u8();
    if (number >= Spread.values().length) {
      throw new MalformedFrameException("interpolation " + number);
    }
    return new SurfaceValues(Spread.values()[number], width, payload.floats(width));
  }

  boolean absent() {
    return interpolation == Spread.NONE || values.length == 0;
  }

  int count() {
    return values.length / width;
  }
}
