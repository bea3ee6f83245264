package io.oriel.transport.shm.control;

import io.oriel.api.error.OrielException;
import io.oriel.api.transport.ViewerLink;
import io.oriel.api.transport.ViewerSession;

/** Where viewers of one stream are let in. */
public interface Door {
  /**
   * Lets a viewer in.
   *
   * @throws OrielException the refusal
   */
  ViewerSession admit(ViewerLink link) throws OrielException;
}
