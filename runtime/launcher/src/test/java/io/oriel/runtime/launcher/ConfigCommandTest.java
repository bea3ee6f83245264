package io.oriel.runtime.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCommandTest {
  @TempDir Path home;
  private final Printed printed = new Printed();
  private Path file;

  @BeforeEach
  void install() throws Exception {
    Path bundles = Files.createDirectory(home.resolve("bundles"));
    file = Files.createDirectory(home.resolve("config")).resolve("oriel.json");
    SampleBundle.named("sample")
        .settings(
            "io.oriel.http.public",
            """
            <AD id="port" type="Integer" default="49100" min="0" max="65535" description="Port."/>
            <AD id="hosts" type="String" cardinality="99" default="a,b" description="Names"/>
            <AD id="secret" type="Password" default="s3cr3t" description="Key"/>
            """)
        .factorySettings(
            "some.stream", "<AD id=\"fps\" type=\"Integer\" default=\"60\" description=\"Rate\"/>")
        .in(bundles);
  }

  @Test
  void showsValueMeaningLimitsAndSource() throws Exception {
    Files.writeString(file, "{\n\"some.stream~main\": {\"fps\": 30}}");
    assertThat(run("config", "--port", "8080")).isZero();
    assertThat(printed.text())
        .isEqualTo(
            """
            io.oriel.http.public
              port = 8080
                  Port. Allowed: a whole number from 0 to 65535.
                  Source: --port
              hosts = ["a","b"]  (default)
                  Names. Allowed: a list, each element text.
              secret = (not shown)  (default)
                  Key. Allowed: text.

            some.stream~main
              fps = 30
                  Rate. Allowed: a whole number.
            """
                + "      Source: "
                + file
                + ":2:29\n");
  }

  @Test
  void showsOneComponentByTheEndOfItsName() throws Exception {
    assertThat(run("config", "public", "--quiet")).isZero();
    assertThat(printed.text()).contains("port = 49100  (default)").doesNotContain("some.stream");
  }

  @Test
  void suggestsAComponent() {
    assertThat(catchThrowableOfType(UsageException.class, () -> run("config", "publik")))
        .hasMessage("no component \"publik\"; did you mean \"io.oriel.http.public\"?");
  }

  @Test
  void writesJson() throws Exception {
    assertThat(run("config", "stream", "--json")).isZero();
    assertThat(printed.text())
        .isEqualTo(
            "{\"some.stream\":{\"fps\":{\"value\":60,\"default\":60,\"source\":\"default\","
                + "\"meaning\":\"Rate\",\"allowed\":\"a whole number\"}}}\n");
  }

  @Test
  void listsEveryMistakeOfAFile() throws Exception {
    Path bad = Files.writeString(home.resolve("bad.json"), BAD);
    assertThat(
            catchThrowableOfType(
                    ConfigurationException.class, () -> run("config", "--check", bad.toString()))
                .mistakes())
        .extracting(ConfigurationProblem::toString)
        .containsExactly(
            bad
                + ":2:45: port in io.oriel.http.public must be a text, a number, true, false or a list",
            bad
                + ":2:34: unknown key \"prot\" in io.oriel.http.public; did you mean \"port\"? allowed:"
                + " port, hosts, secret",
            bad + ":3:1: some.stream needs a name, as in some.stream~main");
  }

  @Test
  void answersWithTheSameInJson() throws Exception {
    Path bad = Files.writeString(home.resolve("bad.json"), BAD);
    assertThat(run("config", "--json", "--check", bad.toString())).isEqualTo(2);
    assertThat(printed.text()).startsWith("{\"problems\":[{\"where\":\"");
  }

  @Test
  void saysThatAFileIsRight() throws Exception {
    Path good = Files.writeString(home.resolve("good.json"), "{\"some.stream~a\": {}}");
    assertThat(run("config", "--check", good.toString())).isZero();
    assertThat(printed.text()).isEqualTo(good + ": nothing is wrong\n");
  }

  private static final String BAD =
      """
      {
      "io.oriel.http.public": {"prot": 1, "port": {}},
      "some.stream": {}
      }
      """;

  private int run(String... words) throws Exception {
    Arguments arguments = Printed.arguments(words);
    return new ConfigCommand(Printed.setup(home, arguments), arguments, printed.terminal()).run();
  }
}
