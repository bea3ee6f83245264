package io.oriel.stage.usd;

import java.io.IOException;
import java.io.Serial;

/** A worker sent what the protocol does not allow. */
final class MalformedFrameException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  MalformedFrameException(String what) {
    super(what);
  }
}
