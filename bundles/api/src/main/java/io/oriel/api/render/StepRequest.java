package io.oriel.api.render;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** What one step is to draw. */
@ProviderType
public interface StepRequest {
  /**
   * Camera, outlines and the rest; the newest there is. Its camera is present. The same object as
   * in the step before if nothing changed.
   */
  ViewState view();

  /** Time of the stage to show, in time codes. */
  double timeCode();

  /** Queries to answer with this frame; mostly empty. */
  List<PickQuery> picks();
}
