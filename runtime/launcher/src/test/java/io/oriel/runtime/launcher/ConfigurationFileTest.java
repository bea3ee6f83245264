package io.oriel.runtime.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationFileTest {
  @TempDir Path folder;

  @Test
  void keepsValuesWithTheirPlaces() throws Exception {
    Configuration read =
        read(
            """
            { // comments are welcome
              "io.oriel.http.public": {
                "port": 49100,
                "hosts": ["a", "b"],
                "allowAnonymous": true
              }
            }
            """);
    Configuration.Entry entry = read.entries().get("io.oriel.http.public");
    assertThat(entry.values().get("port").value()).isEqualTo(49100);
    assertThat(entry.values().get("port").where()).isEqualTo(file() + ":3:13");
    assertThat(entry.values().get("hosts").value()).isEqualTo(List.of("a", "b"));
    assertThat(entry.values().get("allowAnonymous").value()).isEqualTo(true);
  }

  @Test
  void putsItsFolderForConfig() throws Exception {
    Configuration read = read("{\"p\": {\"stage\": \"${config}/stages/a.usda\"}}");
    assertThat(read.entries().get("p").values().get("stage").value())
        .isEqualTo(folder + "/stages/a.usda");
  }

  @Test
  void namesThePlaceWhereItStopsBeingJson() {
    assertThat(problems("{\n  \"p\": {\"port\": 1,, }\n}"))
        .singleElement()
        .satisfies(problem -> assertThat(problem.where()).startsWith(file() + ":2:"))
        .satisfies(problem -> assertThat(problem.what()).startsWith("not JSON: "));
  }

  @Test
  void listsEveryValueOfAWrongForm() {
    assertThat(
            problems(
                """
                {
                  "a": 1,
                  "b": {"k": null, "l": {"x": 1}, "m": [[1]]},
                  "c": {"k": 1, "k": 2},
                  "c": {}
                }
                """))
        .extracting(ConfigurationProblem::toString)
        .containsExactly(
            file() + ":2:8: a must be an object of settings",
            file() + ":3:14: k in b must be a text, a number, true, false or a list",
            file() + ":3:25: l in b must be a text, a number, true, false or a list",
            file() + ":3:41: m in b must be a text, a number, true, false or a list",
            file() + ":4:17: \"k\" is there twice in c",
            file() + ":5:3: \"c\" is there twice");
  }

  @Test
  void takesOnlyOneObject() {
    assertThat(problems("[]"))
        .singleElement()
        .extracting(ConfigurationProblem::what)
        .isEqualTo("must be one JSON object: component to its settings");
    assertThat(problems("{} {}"))
        .singleElement()
        .extracting(ConfigurationProblem::what)
        .isEqualTo("nothing may follow the JSON object");
  }

  @Test
  void namesAFileThatIsNotThere() {
    Path missing = folder.resolve("missing.json");
    assertThat(problemsOf(missing))
        .containsExactly(new ConfigurationProblem(missing.toString(), "there is no such file"));
  }

  @Test
  void refusesWhatIsNotText() throws IOException {
    Files.write(file(), new byte[] {'{', (byte) 0xff, '}'});
    assertThat(problemsOf(file()))
        .singleElement()
        .extracting(ConfigurationProblem::what)
        .asString()
        .startsWith("cannot be read as UTF-8 text");
  }

  @Test
  void answersGarbageWithAProblemAndNothingElse() throws IOException {
    byte[] good =
        "{ \"io.oriel.x\": {\"port\": 1e3, \"hosts\": [\"a\", \"\\u00e9\"], \"on\": true} }"
            .getBytes(StandardCharsets.UTF_8);
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      byte[] bytes = good.clone();
      for (int change = 0; change <= random.nextInt(4); change++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      Files.write(file(), bytes);
      try {
        ConfigurationFile.read(file());
      } catch (ConfigurationException expected) {
        assertThat(expected.mistakes()).as("seed %d", seed).isNotEmpty();
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ", round " + round, e);
      }
    }
  }

  private Path file() {
    return folder.resolve("oriel.json");
  }

  private Configuration read(String content) throws Exception {
    Files.writeString(file(), content);
    return ConfigurationFile.read(file());
  }

  private List<ConfigurationProblem> problems(String content) {
    try {
      Files.writeString(file(), content);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return problemsOf(file());
  }

  private static List<ConfigurationProblem> problemsOf(Path file) {
    try {
      return ConfigurationFile.read(file).mistakes();
    } catch (ConfigurationException e) {
      return e.mistakes();
    }
  }
}
