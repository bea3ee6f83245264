package io.oriel.runtime.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransportChoiceTest {
  @TempDir Path home;
  private Path file;

  @BeforeEach
  void install() throws Exception {
    Path bundles = Files.createDirectory(home.resolve("bundles"));
    file = Files.createDirectory(home.resolve("config")).resolve("oriel.json");
    SampleBundle.transport("web", "some.web", false).in(bundles);
    SampleBundle.transport("tube", "some.tube", true).in(bundles);
    SampleBundle.transport("pipe", "pipes.of.others", true).in(bundles);
    SampleBundle.listener().in(bundles);
  }

  @Test
  void runsWhatIsNotOptionalAndNoOther() throws Exception {
    assertThat(configured()).containsOnlyKeys("some.web", "io.oriel.http.public");
  }

  @Test
  void runsJustTheNamedOnesWhosesoeverTheyAre() throws Exception {
    assertThat(configured("--transports", "tube,pipe"))
        .containsOnlyKeys("some.tube", "pipes.of.others", "io.oriel.http.public");
  }

  @Test
  void obeysTheConfigurationFile() throws Exception {
    Files.writeString(file, "{\"some.web\": false, \"some.tube\": {\"bindAddress\": \"::1\"}}");
    assertThat(configured())
        .containsOnlyKeys("some.tube", "io.oriel.http.public")
        .containsEntry("some.tube", Map.of("bindAddress", "::1"));
  }

  @Test
  void winsOverTheConfigurationFileAndKeepsTheSettings() throws Exception {
    Files.writeString(
        file,
        "{\"some.web\": false, \"some.tube\": {\"bindAddress\": \"::1\"},"
            + " \"pipes.of.others\": {}}");
    assertThat(configured("--transports", "web,tube"))
        .containsOnlyKeys("some.web", "some.tube", "io.oriel.http.public")
        .containsEntry("some.tube", Map.of("bindAddress", "::1"));
  }

  @Test
  void isNotTurnedOnByAnOptionForAllThatRun() throws Exception {
    Map<String, Object> everywhere = Map.of("bindAddress", "0.0.0.0");
    assertThat(configured("--bind", "0.0.0.0"))
        .containsOnlyKeys("some.web", "io.oriel.http.public")
        .containsEntry("some.web", everywhere);
    assertThat(configured("--bind", "0.0.0.0", "--transports", "pipe"))
        .containsOnlyKeys("pipes.of.others", "io.oriel.http.public")
        .containsEntry("pipes.of.others", everywhere);
  }

  @Test
  void listsWhatThereIsWhenANameIsUnknown() {
    assertThat(problems("--transports", "web,tub"))
        .containsExactly("--transports: there is no transport \"tub\"; there are: pipe, tube, web");
  }

  @Test
  void refusesNamesThatAreMissing() {
    for (String names : List.of(",web", "web,", "web,,tube")) {
      UsageException refusal =
          catchThrowableOfType(
              UsageException.class, () -> Arguments.parse(List.of("--transports", names)));
      assertThat(refusal).hasMessageContaining("names with commas between");
    }
  }

  @Test
  void turnsNothingElseOff() throws Exception {
    Files.writeString(file, "{\"io.oriel.http.public\": false,\n\"nobody\": false}");
    assertThat(problems())
        .satisfiesExactlyInAnyOrder(
            problem ->
                assertThat(problem)
                    .isEqualTo(
                        file
                            + ":1:2: io.oriel.http.public must be an object of settings; only"
                            + " transports go off"),
            problem -> assertThat(problem).startsWith(file + ":2:1: unknown component"));
  }

  private List<String> problems(String... arguments) {
    ConfigurationException refusal =
        catchThrowableOfType(ConfigurationException.class, () -> configured(arguments));
    return refusal.mistakes().stream().map(ConfigurationProblem::toString).toList();
  }

  private Map<String, Map<String, Object>> configured(String... arguments) throws Exception {
    ServerOptions options = Arguments.parse(List.of(arguments)).server();
    Setup setup = new Setup(new Installation(home, "oriel"), options);
    List<SettingGroup> groups = Setup.settings(setup.bundles());
    return new ConfigurationCheck(groups).of(setup.configuration(groups)).orRefuse();
  }
}
