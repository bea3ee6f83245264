package io.oriel.api.selection;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The selection of a stream. A service for each stream. Safe for use from any thread. */
@ProviderType
public interface SelectionService {
  /** Paths of the selected prims, in the order they were selected. */
  List<String> selected();

  /** Replaces the selection; paths that name no prim are left out. */
  void select(List<String> primPaths);
}
