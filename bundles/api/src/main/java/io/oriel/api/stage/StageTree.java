package io.oriel.api.stage;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** The prims of a stage. Answers from any thread, from memory. */
@ConsumerType
public interface StageTree {
  /** The prim at {@code path}; the pseudo-root is {@code /}. */
  Optional<Prim> prim(String path);

  /** Children in the stage's order; empty for a leaf and for a path that does not exist. */
  List<Prim> children(String path);

  /** Number of prims, the pseudo-root not counted. */
  int count();
}
