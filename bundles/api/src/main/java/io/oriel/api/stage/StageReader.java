package io.oriel.api.stage;

import io.oriel.api.error.OrielException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Reads stages. Registered as a service with the property {@code oriel.stage.reader}. Stateless:
 * everything that belongs to a stage lives in the {@link Stage}.
 */
@ConsumerType
public interface StageReader {
  /** Service property that names the reader. */
  String READER = "oriel.stage.reader";

  /**
   * Reads a stage with everything that drawing it needs. Called on a loader thread, blocks until
   * the stage is there, and ends early when the monitor says so.
   *
   * @return the stage; whoever asked closes it
   * @throws OrielException naming file and cause; {@link io.oriel.api.error.ErrorCode#SUPERSEDED}
   *     when the load was given up
   */
  Stage open(StageSource source, LoadMonitor monitor) throws OrielException;
}
