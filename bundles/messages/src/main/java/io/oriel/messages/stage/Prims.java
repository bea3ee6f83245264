package io.oriel.messages.stage;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.stream.StreamControl;

/** Prims that messages name. */
final class Prims {
  private static final String PSEUDO_ROOT = "/";

  private Prims() {}

  /** The path, if there is such a prim. */
  static String existing(StreamControl stream, String path) throws OrielException {
    String asked = Required.text(path, "prim_path");
    if (!asked.equals(PSEUDO_ROOT) && stream.prim(asked).isEmpty()) {
      throw new OrielException(ErrorCode.NOT_FOUND, "the stage has no prim " + asked);
    }
    return asked;
  }
}
