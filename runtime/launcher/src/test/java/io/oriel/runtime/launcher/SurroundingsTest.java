package io.oriel.runtime.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SurroundingsTest {
  private static final Surroundings OFFER =
      new Surroundings(Optional.of("/venv/python"), Path.of("/work"));
  private static final List<SettingGroup> GROUPS =
      List.of(group("reader", "python"), group("encoder", "cacheFolder"), group("other", "x"));

  @Test
  void offersWhatAComponentHasASettingFor() throws Exception {
    assertThat(check(OFFER.offeredTo(GROUPS)))
        .containsEntry("reader", Map.of("python", "/venv/python"))
        .containsEntry("encoder", Map.of("cacheFolder", "/work/cache"))
        .containsEntry("other", Map.of());
  }

  @Test
  void givesWayToTheConfiguration() throws Exception {
    Configuration written =
        Configuration.of("file", Map.of("reader", Map.of("python", "/usr/bin/python3")));
    assertThat(check(OFFER.offeredTo(GROUPS).overriddenBy(written)))
        .containsEntry("reader", Map.of("python", "/usr/bin/python3"));
  }

  private static Map<String, Map<String, Object>> check(Configuration configuration)
      throws ConfigurationException {
    return new ConfigurationCheck(GROUPS).of(configuration).orRefuse();
  }

  private static SettingGroup group(String pid, String key) {
    Setting setting =
        new Setting(
            key,
            SettingType.STRING,
            false,
            false,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            "");
    return new SettingGroup(pid, false, Map.of(key, setting));
  }
}
