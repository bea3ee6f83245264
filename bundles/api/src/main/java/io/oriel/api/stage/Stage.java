package io.oriel.api.stage;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A stage that has been read. Its parts answer from any thread until {@link #close}; they do not
 * change, with the exception of time, which is a parameter.
 */
@ConsumerType
public interface Stage extends AutoCloseable {
  /** Metadata of the stage. */
  StageInfo info();

  /** The prims. */
  StageTree tree();

  /** What there is to draw. */
  StageGeometry geometry();

  /** What is not answered from memory. */
  default StageQueries queries() {
    return StageQueries.UNSUPPORTED;
  }

  /** Frees memory and processes. Once, from any thread, after the last use of every part. */
  @Override
  void close();
}
