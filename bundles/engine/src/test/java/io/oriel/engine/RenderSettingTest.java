package io.oriel.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.api.error.OrielException;
import io.oriel.api.render.RenderSetting;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Settings that a renderer offers. */
class RenderSettingTest {
  private static final RenderSetting WIDTH =
      new RenderSetting(
          "outlineWidth",
          "Width.",
          List.of("0", "1", "2"),
          "2",
          RenderSetting.Applies.RELOAD_REQUIRED);
  private static final RenderSetting FOG =
      new RenderSetting(
          "fog", "Fog.", List.of("on", "off"), "off", RenderSetting.Applies.IMMEDIATE);

  private static Rig rig() {
    Rig rig = new Rig();
    rig.renderer.settings = List.of(WIDTH, FOG);
    return rig.ready();
  }

  @Test
  void oneThatNeedsAReloadIsGivenToTheRendererWithTheNextLoad() throws OrielException {
    try (Rig rig = rig()) {
      assertThat(rig.stream.applySetting("outlineWidth", "1"))
          .isEqualTo(RenderSetting.Applies.RELOAD_REQUIRED);
      assertThat(rig.renderer.last().preparedWith).isEmpty();
      rig.opened("first.usda");
      assertThat(rig.renderer.last().preparedWith).isEqualTo(Map.of("outlineWidth", "1"));
    }
  }

  @Test
  void anImmediateOneIsInTheNextStep() throws OrielException {
    try (Rig rig = rig()) {
      assertThat(rig.stream.applySetting("fog", "on")).isEqualTo(RenderSetting.Applies.IMMEDIATE);
      rig.tick();
      assertThat(rig.renderer.last().view.settings()).isEqualTo(Map.of("fog", "on"));
    }
  }

  @Test
  void whatIsNotOfferedIsRefusedWithWhatIs() {
    try (Rig rig = rig()) {
      assertThatThrownBy(() -> rig.stream.applySetting("rain", "on"))
          .hasMessageContaining("rain")
          .hasMessageContaining("outlineWidth, fog");
      assertThatThrownBy(() -> rig.stream.applySetting("fog", "thick"))
          .hasMessageContaining("fog = thick")
          .hasMessageContaining("on, off");
      assertThat(rig.stream.view().settings()).isEmpty();
    }
  }
}
