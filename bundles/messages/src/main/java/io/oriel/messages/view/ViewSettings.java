package io.oriel.messages.view;

import io.oriel.api.aov.ToneMapping;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.render.RenderSetting;
import io.oriel.api.render.RendererCapabilities;
import io.oriel.api.render.ViewState;
import io.oriel.api.stream.StreamControl;
import io.oriel.messages.view.RenderSettingsChanged.AppliesAt;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of a stream's picture: those that its renderer offers, and exposure and tone mapping
 * of scene-linear outputs, which every stream has.
 */
final class ViewSettings {
  private static final String EXPOSURE = "exposure";
  private static final String TONE_MAPPING = "toneMapping";
  private static final double MAX_STOPS = 20;
  private static final List<String> TONE_MAPPINGS =
      Arrays.stream(ToneMapping.values()).map(ViewSettings::name).toList();
  private static final SettingInfo EXPOSURE_INFO =
      new SettingInfo(
          "Exposure of scene-linear outputs such as HdrColor, in stops.",
          Optional.empty(),
          Optional.of(-MAX_STOPS),
          Optional.of(MAX_STOPS),
          Double.toString(ViewState.INITIAL.exposure()),
          AppliesAt.IMMEDIATE);
  private static final SettingInfo TONE_MAPPING_INFO =
      new SettingInfo(
          "Tone mapping of scene-linear outputs such as HdrColor.",
          Optional.of(TONE_MAPPINGS),
          Optional.empty(),
          Optional.empty(),
          name(ViewState.INITIAL.toneMapping()),
          AppliesAt.IMMEDIATE);

  private ViewSettings() {}

  /** What may be set, by key. */
  static Map<String, SettingInfo> offered(StreamControl stream) {
    Map<String, SettingInfo> offered = new LinkedHashMap<>();
    renderers(stream).forEach(setting -> offered.put(setting.key(), SettingInfo.of(setting)));
    offered.put(EXPOSURE, EXPOSURE_INFO);
    offered.put(TONE_MAPPING, TONE_MAPPING_INFO);
    return offered;
  }

  /** The values that hold, by key. */
  static Map<String, Object> values(StreamControl stream) {
    ViewState view = stream.view();
    Map<String, Object> values = new LinkedHashMap<>();
    renderers(stream)
        .forEach(setting ->
            values.put(
                setting.key(), view.settings().getOrDefault(setting.key(), setting.initial())));
    values.put(EXPOSURE, view.exposure());
    values.put(TONE_MAPPING, name(view.toneMapping()));
    return values;
  }

  private static List<RenderSetting> renderers(StreamControl stream) {
    return stream.capabilities().map(RendererCapabilities::settings).orElse(List.of());
  }

  /**
   * Changes one.
   *
   * @throws OrielException {@link ErrorCode#UNSUPPORTED} with what there is
   */
  static AppliesAt apply(StreamControl stream, String key, String value) throws OrielException {
    switch (key) {
      case EXPOSURE -> {
        double stops = stops(value);
        stream.updateView(view -> view.with().exposure(stops).build());
        return AppliesAt.IMMEDIATE;
      }
      case TONE_MAPPING -> {
        ToneMapping mapping = toneMapping(value);
        stream.updateView(view -> view.with().toneMapping(mapping).build());
        return AppliesAt.IMMEDIATE;
      }
      default -> {
        if (!offered(stream).containsKey(key)) {
          throw new OrielException(
              ErrorCode.UNSUPPORTED,
              "there is no setting %s; there is: %s"
                  .formatted(key, String.join(", ", offered(stream).keySet())));
        }
        return AppliesAt.of(stream.applySetting(key, value));
      }
    }
  }

  private static double stops(String value) throws OrielException {
    try {
      double stops = Double.parseDouble(value);
      if (Math.abs(stops) <= MAX_STOPS) {
        return stops;
      }
    } catch (NumberFormatException e) {
      throw noExposure(value, e);
    }
    throw noExposure(value, null);
  }

  private static OrielException noExposure(String value, Throwable cause) {
    return new OrielException(
        ErrorCode.UNSUPPORTED,
        "exposure is a number from %s to %s, not %s".formatted(-MAX_STOPS, MAX_STOPS, value),
        cause);
  }

  private static ToneMapping toneMapping(String value) throws OrielException {
    return Arrays.stream(ToneMapping.values())
        .filter(mapping -> name(mapping).equals(value))
        .findFirst()
        .orElseThrow(() ->
            new OrielException(
                ErrorCode.UNSUPPORTED,
                "there is no tone mapping %s; there is: %s"
                    .formatted(value, String.join(", ", TONE_MAPPINGS))));
  }

  private static String name(ToneMapping mapping) {
    return mapping.name().toLowerCase(Locale.ROOT);
  }
}
