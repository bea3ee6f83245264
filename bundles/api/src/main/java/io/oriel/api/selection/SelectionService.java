package io.oriel.api.selection;

import io.oriel.api.transport.Viewer;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The selection of a stream. A service for each stream, with the property {@code oriel.stream}.
 * Safe for use from any thread; nothing blocks. Places are in pixels of the picture; what lies
 * outside it is not there.
 */
@ProviderType
public interface SelectionService {
  /** What becomes of the selection. */
  enum Change {
    /** What is found takes its place. */
    REPLACE,
    /** What is found is added. */
    ADD,
    /** What is found is added, or taken away if it was selected. */
    TOGGLE
  }

  /** Paths of the selected prims, in the order they were selected. */
  List<String> selected();

  /** Replaces the selection and tells every viewer; paths that name no prim are left out. */
  void select(List<String> primPaths);

  /** A viewer clicked: selects what is seen there once the next picture was drawn. */
  void click(Viewer viewer, double x, double y, Change change);

  /** A viewer drew a rectangle between two corners: selects everything that is seen in it. */
  void marquee(Viewer viewer, double x0, double y0, double x1, double y1, Change change);

  /** A viewer points at something. The newest place wins. */
  void hover(Viewer viewer, double x, double y);

  /** A viewer points at nothing any more. */
  void endHover(Viewer viewer);
}
