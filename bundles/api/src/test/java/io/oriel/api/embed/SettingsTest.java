package io.oriel.api.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.oriel.api.error.ErrorCode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SettingsTest {
  @Test
  void haveOneStreamAtFirst() {
    assertThat(Settings.DEFAULTS.streams()).containsOnlyKeys("main");
    assertThat(Settings.DEFAULTS.withoutStream("main")).isEqualTo(Settings.EMPTY);
  }

  @Test
  void putAStreamInThePlaceOfTheOneOfItsName() {
    Path stage = Path.of("scene.usda");
    StreamSettings main =
        StreamSettings.named("main").size(640, 480).framesPerSecond(30).renderer("x").stage(stage);
    assertThat(Settings.DEFAULTS.stream(main).streams()).containsExactly(Map.entry("main", main));
    assertThat(main.values())
        .containsOnly(
            Map.entry("width", 640),
            Map.entry("height", 480),
            Map.entry("fps", 30),
            Map.entry("renderer", "x"),
            Map.entry("stage", stage.toAbsolutePath().toString()));
  }

  @Test
  void haveOneStreamOfANameBeItPushedOrNot() {
    StreamSettings main = StreamSettings.named("main").size(640, 480);
    Settings pushed = Settings.DEFAULTS.pushed(StreamSettings.named("main").renderer("x"));
    assertThat(pushed.streams()).isEmpty();
    assertThat(pushed.pushed(main))
        .isEqualTo(
            new Settings(Map.of(), Map.of("io.oriel.engine.pushed~main", main.values()), Set.of()));
    assertThat(pushed.stream(main)).isEqualTo(Settings.EMPTY.stream(main));
    assertThat(pushed.withoutStream("main")).isEqualTo(Settings.EMPTY);
    assertThat(pushed.withoutStream("other")).isEqualTo(pushed);
  }

  @Test
  void putValuesOfAComponentOverThoseBefore() {
    Settings settings =
        Settings.EMPTY.component("a", Map.of("x", 1, "y", 1)).component("a", Map.of("y", 2));
    assertThat(settings.components()).containsOnly(Map.entry("a", Map.of("x", 1, "y", 2)));
  }

  @Test
  void turnATransportOffAndOn() {
    Settings off = Settings.EMPTY.component("t", Map.of("port", 1)).off("t");
    assertThat(off.components()).isEmpty();
    assertThat(off.off()).containsExactly("t");
    Settings on = off.component("t", Map.of());
    assertThat(on.off()).isEmpty();
    assertThat(on.components()).containsOnlyKeys("t");
  }

  @Test
  void doNotChangeWithWhatTheyWereMadeFrom() {
    Map<String, Object> values = new HashMap<>(Map.of("x", 1));
    Settings settings = Settings.EMPTY.component("a", values);
    Settings direct = new Settings(Map.of(), Map.of("a", values), Set.of());
    values.put("x", 2);
    assertThat(settings.components().get("a")).containsOnly(Map.entry("x", 1));
    assertThat(direct).isEqualTo(settings);
  }

  @Test
  void needALauncherToStartWith() {
    assertThatExceptionOfType(EmbeddingException.class)
        .isThrownBy(Oriel::builder)
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.EMBEDDING_NO_LAUNCHER));
  }
}
