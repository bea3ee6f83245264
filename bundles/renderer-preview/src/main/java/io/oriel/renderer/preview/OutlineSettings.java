package io.oriel.renderer.preview;

import io.oriel.api.render.RenderSetting;
import io.oriel.api.render.RenderSetting.Applies;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How outlines are drawn on a stage; fixed for as long as it is shown.
 *
 * @param width of the line in pixels, 0 for none
 * @param fill true if the groups themselves are coloured too
 */
record OutlineSettings(int width, boolean fill) {
  /** Widest line, pixels. */
  static final int MAX_WIDTH = 15;

  private static final String GROUP_FILL = "groupFill";
  private static final RenderSetting WIDTH =
      new RenderSetting(
          "outlineWidth",
          "Width of the line round outlined prims in pixels.",
          IntStream.rangeClosed(0, MAX_WIDTH).mapToObj(Integer::toString).toList(),
          "2",
          Applies.RELOAD_REQUIRED);
  private static final RenderSetting FILL_MODE =
      new RenderSetting(
          "outlineFillMode",
          "Whether outlined prims get a line alone or are laid over with their group's fill too.",
          List.of("edgeOnly", GROUP_FILL),
          "edgeOnly",
          Applies.RELOAD_REQUIRED);

  /** What may be set. */
  static final List<RenderSetting> OFFERED = List.of(WIDTH, FILL_MODE);

  /** Reads settings; one that is absent or not allowed has its initial value. */
  static OutlineSettings of(Map<String, String> settings) {
    return new OutlineSettings(
        Integer.parseInt(value(settings, WIDTH)), value(settings, FILL_MODE).equals(GROUP_FILL));
  }

  private static String value(Map<String, String> settings, RenderSetting setting) {
    String value = settings.getOrDefault(setting.key(), setting.initial());
    return setting.allowed().contains(value) ? value : setting.initial();
  }
}
