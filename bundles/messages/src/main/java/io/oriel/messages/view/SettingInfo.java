package io.oriel.messages.view;

import io.oriel.api.message.WireName;
import io.oriel.api.render.RenderSetting;
import io.oriel.messages.view.RenderSettingsChanged.AppliesAt;
import java.util.List;
import java.util.Optional;

/**
 * A setting that may be changed.
 *
 * @param meaning one sentence
 * @param allowed values; empty for a number within limits
 * @param min least number
 * @param max largest number
 * @param initial the value that holds until another is set
 * @param appliesAt when a change is seen
 */
public record SettingInfo(
    String meaning,
    Optional<List<String>> allowed,
    Optional<Double> min,
    Optional<Double> max,
    String initial,
    @WireName("applies_at") AppliesAt appliesAt) {
  static SettingInfo of(RenderSetting setting) {
    return new SettingInfo(
        setting.meaning(),
        Optional.of(setting.allowed()),
        Optional.empty(),
        Optional.empty(),
        setting.initial(),
        AppliesAt.of(setting.applies()));
  }
}
