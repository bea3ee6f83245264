package io.oriel.runtime.grab;

import java.awt.image.BufferedImage;
import java.nio.file.Path;

/** Where a picture can be taken. */
public interface Source {
  /** What the stream is called, for a file name. */
  String stream();

  /** Its address for people, without user and password. */
  String shown();

  /**
   * Takes the first whole picture that comes. Called once, on a platform thread that may wait.
   *
   * @param cache a folder for the decoder's libraries, which outlives the call
   * @throws GrabException when there is none in time, or never will be
   */
  BufferedImage take(Deadline deadline, Path cache) throws GrabException, InterruptedException;
}
