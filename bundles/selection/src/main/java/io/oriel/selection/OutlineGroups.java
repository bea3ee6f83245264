package io.oriel.selection;

import io.oriel.api.render.OutlineStyle;
import io.oriel.api.render.Rgba;
import io.oriel.api.render.ViewState;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The outline groups of selected prims. A renderer outlines with a prim what is below it, so paths
 * are written as they were selected.
 */
final class OutlineGroups {
  /** The prim that was selected last. */
  static final int PRIMARY = 1;

  /** The others that are selected. */
  static final int SECONDARY = 2;

  /** Prims that viewers point at. */
  static final int HOVER = 3;

  private static final Map<Integer, OutlineStyle> STYLES =
      Map.of(
          PRIMARY, OutlineStyle.DEFAULT,
          SECONDARY, line(new Rgba(1, 0.8f, 0.4f, 1)),
          HOVER, line(new Rgba(0.7f, 0.85f, 1, 0.8f)));

  private OutlineGroups() {}

  private static OutlineStyle line(Rgba color) {
    return new OutlineStyle(color, new Rgba(color.red(), color.green(), color.blue(), 0));
  }

  /** Gives the groups their looks, where nobody has given them others. */
  static ViewState styled(ViewState view) {
    Map<Integer, OutlineStyle> styles = new HashMap<>(STYLES);
    styles.putAll(view.outlineStyles());
    return view.with().outlineStyles(styles).build();
  }

  /** What is outlined as selected: by path, as no other order is kept, the primary one last. */
  static List<String> selected(ViewState view) {
    return view.outlines().entrySet().stream()
        .filter(outline -> outline.getValue() == PRIMARY || outline.getValue() == SECONDARY)
        .sorted(
            Comparator.comparing(Map.Entry<String, Integer>::getValue)
                .reversed()
                .thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Replaces these groups; those of others stay. */
  static ViewState outlined(ViewState view, List<String> selected, Collection<String> hovered) {
    Map<String, Integer> outlines = new HashMap<>(view.outlines());
    outlines.values().removeIf(group -> group >= PRIMARY && group <= HOVER);
    hovered.forEach(path -> outlines.put(path, HOVER));
    selected.forEach(path -> outlines.put(path, SECONDARY));
    if (!selected.isEmpty()) {
      outlines.put(selected.getLast(), PRIMARY);
    }
    return outlines.equals(view.outlines()) ? view : view.with().outlines(outlines).build();
  }
}
