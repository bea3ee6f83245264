package io.oriel.api.render;

import io.oriel.api.error.OrielException;
import org.osgi.annotation.versioning.ConsumerType;

/** A stage that a renderer can draw. */
@ConsumerType
public interface PreparedStage extends AutoCloseable {
  /**
   * Makes it the one that the next step draws. Render thread, quick, once. The engine closes the
   * former one afterwards.
   *
   * @throws OrielException if it cannot be drawn; the former one stays
   */
  void commit() throws OrielException;

  /** Frees it. On the render thread if it was committed, else on any. */
  @Override
  void close();
}
