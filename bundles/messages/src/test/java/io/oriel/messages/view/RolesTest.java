package io.oriel.messages.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which events there are, who may send them, and that the README knows all of them. */
class RolesTest {
  private static final Path COMPONENTS = Path.of("target/classes/OSGI-INF");
  private static final Pattern EVENT =
      Pattern.compile("<property name=\"oriel.event\" type=\"String\" value=\"(\\w+)\"/>");
  private static final Pattern ROLE =
      Pattern.compile("<property name=\"oriel.role\" type=\"String\" value=\"(\\w+)\"/>");

  private static Map<String, String> roles() throws IOException {
    Map<String, String> roles = new TreeMap<>();
    try (Stream<Path> files = Files.list(COMPONENTS)) {
      for (Path file : files.filter(RolesTest::isOurs).toList()) {
        String component = Files.readString(file);
        Matcher event = EVENT.matcher(component);
        Matcher role = ROLE.matcher(component);
        if (event.find()) {
          assertThat(role.find()).as(file + " has a role").isTrue();
          assertThat(roles.put(event.group(1), role.group(1))).as(event.group(1)).isNull();
        }
      }
    }
    return roles;
  }

  private static boolean isOurs(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith("io.oriel.messages.stage.")
        || name.startsWith("io.oriel.messages.view.");
  }

  @Test
  void whoMaySendWhatIsAsAgreed() throws IOException {
    assertThat(roles())
        .isEqualTo(
            Map.ofEntries(
                Map.entry("changeAOVRequest", "OPERATOR"),
                Map.entry("getAvailableAOVs", "SPECTATOR"),
                Map.entry("getChildrenRequest", "SPECTATOR"),
                Map.entry("getPrimCountRequest", "SPECTATOR"),
                Map.entry("getPropertiesRequest", "SPECTATOR"),
                Map.entry("getRenderSettingsRequest", "SPECTATOR"),
                Map.entry("getStatsRequest", "SPECTATOR"),
                Map.entry("getTimelineRequest", "SPECTATOR"),
                Map.entry("getVariantsRequest", "SPECTATOR"),
                Map.entry("listScenesRequest", "SPECTATOR"),
                Map.entry("loadingStateQuery", "SPECTATOR"),
                Map.entry("openStageRequest", "DIRECTOR"),
                Map.entry("physicsImpulseRequest", "SPECTATOR"),
                Map.entry("pickEffectRequest", "SPECTATOR"),
                Map.entry("resetStage", "DIRECTOR"),
                Map.entry("resetStageRequest", "DIRECTOR"),
                Map.entry("resizeViewport", "SPECTATOR"),
                Map.entry("runtimeTransformRequest", "SPECTATOR"),
                Map.entry("setRenderSettingRequest", "DIRECTOR"),
                Map.entry("setTimelineRequest", "OPERATOR"),
                Map.entry("setVariantRequest", "DIRECTOR"),
                Map.entry("toggleSegView", "OPERATOR")));
  }

  @Test
  void theReadmeKnowsEveryEvent() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    assertThat(roles().keySet()).allSatisfy(event -> assertThat(readme).contains("`" + event));
  }
}
