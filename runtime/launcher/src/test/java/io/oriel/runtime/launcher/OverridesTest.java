package io.oriel.runtime.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverridesTest {
  private static final List<SettingGroup> GROUPS =
      List.of(
          group("io.oriel.http.public", "port", "bindAddress", "allowAnonymous"),
          group("io.oriel.http.private", "port", "bindAddress"),
          group("some.new.transport", "port", "bindAddress"),
          group("io.oriel.video", "encoders"),
          new SettingGroup(
              "io.oriel.engine.stream",
              true,
              group("", "stage", "width", "height", "fps", "renderer").settings()));

  @TempDir Path folder;

  @Test
  void shapesTheMainStream() throws Exception {
    Path stage = Files.createFile(folder.resolve("a.usda"));
    assertThat(overrides("--stage=" + stage, "--size=1920x1080", "--fps=30", "--renderer=r"))
        .containsEntry(
            "io.oriel.engine.stream~main",
            Map.of(
                "stage",
                stage.toString(),
                "width",
                1920,
                "height",
                1080,
                "fps",
                30,
                "renderer",
                "r"));
  }

  @Test
  void asksForOneEncoder() throws Exception {
    assertThat(overrides("--encoder", "x264").get("io.oriel.video"))
        .containsEntry("encoders", new String[] {"x264"});
  }

  @Test
  void bindsEverythingThatViewersReachAndNothingElse() throws Exception {
    Map<String, Object> open = Map.of("bindAddress", "0.0.0.0", "allowAnonymous", true);
    assertThat(overrides("--bind", "0.0.0.0", "--allow-anonymous"))
        .containsEntry("io.oriel.http.public", open)
        .containsEntry("some.new.transport", Map.of("bindAddress", "0.0.0.0"))
        .containsEntry("io.oriel.http.private", Map.of());
  }

  @Test
  void takesFreePortsForATrial() throws Exception {
    assertThat(overrides("--once"))
        .containsEntry("io.oriel.http.public", Map.of("port", 0))
        .containsEntry("io.oriel.http.private", Map.of("port", 0))
        .containsEntry("some.new.transport", Map.of("port", 0));
  }

  @Test
  void blamesTheOptionWhenNoBundleTakesIt() throws Exception {
    ServerOptions options = Arguments.parse(List.of("--bind", "0.0.0.0")).server();
    List<SettingGroup> none = List.of();
    assertThat(
            catchThrowableOfType(
                    ConfigurationException.class,
                    () -> new ConfigurationCheck(none).of(Overrides.of(options, none)).orRefuse())
                .mistakes())
        .singleElement()
        .satisfies(problem -> assertThat(problem.where()).isEqualTo("--bind"));
  }

  private static Map<String, Map<String, Object>> overrides(String... arguments) throws Exception {
    ServerOptions options = Arguments.parse(List.of(arguments)).server();
    return new ConfigurationCheck(GROUPS).of(Overrides.of(options, GROUPS)).orRefuse();
  }

  private static SettingGroup group(String pid, String... keys) {
    Map<String, Setting> settings = new LinkedHashMap<>();
    for (String key : keys) {
      SettingType type =
          switch (key) {
            case "port", "width", "height", "fps" -> SettingType.INTEGER;
            case "allowAnonymous" -> SettingType.BOOLEAN;
            default -> SettingType.STRING;
          };
      settings.put(
          key,
          new Setting(
              key,
              type,
              key.equals("encoders"),
              false,
              Optional.empty(),
              Optional.empty(),
              List.of(),
              Optional.empty(),
              ""));
    }
    return new SettingGroup(pid, false, settings);
  }
}
