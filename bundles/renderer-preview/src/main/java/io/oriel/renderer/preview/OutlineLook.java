package io.oriel.renderer.preview;

import io.oriel.api.render.OutlineStyle;
import io.oriel.api.render.Rgba;
import java.util.Map;

/**
 * How each outline group looks. Written by the render thread between the jobs of its crew, read
 * within them.
 */
final class OutlineLook {
  private static final int GROUPS = 256;

  // By group: red in the lowest byte, in the highest the share that the colour has.
  private final int[] lines = new int[GROUPS];
  private final int[] fills = new int[GROUPS];

  private OutlineSettings settings = OutlineSettings.of(Map.of());
  private Map<Integer, OutlineStyle> styles = Map.of();

  OutlineLook() {
    pack();
  }

  /** Width of the line, pixels. */
  int width() {
    return settings.width();
  }

  /** True if groups are coloured too. */
  boolean fills() {
    return settings.fill();
  }

  /** Takes over settings and styles; true if they are others than before. */
  boolean update(OutlineSettings newSettings, Map<Integer, OutlineStyle> newStyles) {
    if (newSettings.equals(settings) && newStyles.equals(styles)) {
      return false;
    }
    settings = newSettings;
    styles = newStyles;
    pack();
    return true;
  }

  private void pack() {
    for (int group = 0; group < GROUPS; group++) {
      OutlineStyle style = styles.getOrDefault(group, OutlineStyle.DEFAULT);
      lines[group] = pack(style.outline());
      fills[group] = pack(style.fill());
    }
  }

  private static int pack(Rgba color) {
    return code(color.red())
        | code(color.green()) << 8
        | code(color.blue()) << 16
        | code(color.alpha()) << 24;
  }

  private static int code(float value) {
    return Math.round(value * 255);
  }

  /** A pixel within a group's line. */
  int line(int group, int pixel) {
    return over(lines[group], pixel);
  }

  /** A pixel of a group. */
  int fill(int group, int pixel) {
    return over(fills[group], pixel);
  }

  /** Mixes display values, as browsers and image editors do. */
  private static int over(int color, int pixel) {
    int share = color >>> 24;
    int mixed = 0xff000000;
    for (int shift = 0; shift < 24; shift += 8) {
      int sum = (color >> shift & 0xff) * share + (pixel >> shift & 0xff) * (255 - share);
      mixed |= (sum + 127) / 255 << shift;
    }
    return mixed;
  }
}
