package io.oriel.stage.usd;

import java.time.Duration;
import java.util.Optional;

/** A request to a worker, and how its answer is understood. Used by the worker's thread. */
interface Exchange<T> {
  /** The stage that it is about. */
  Opening opening();

  /** What is asked, with its length in front. */
  byte[] request();

  /** Bytes that one frame of the answer may have. */
  int maxFrameBytes();

  /** Time until the answer has to be complete. */
  Duration limit();

  /** What did not happen when the time is over, such as {@code not read}. */
  String failing();

  /** Takes a frame that is no refusal; the result, if it was the last one. */
  Optional<T> accept(Frame frame) throws MalformedFrameException;
}
