package io.oriel.runtime.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {
  @TempDir Path folder;

  @Test
  void readsEveryOption() throws Exception {
    Path stage = Files.createFile(folder.resolve("a.usda"));
    Path config = Files.createFile(folder.resolve("c.json"));
    Arguments arguments =
        Arguments.parse(
            List.of(
                "--stage",
                stage.toString(),
                "--size",
                "1920x1080",
                "--fps",
                "60",
                "--renderer",
                "preview",
                "--encoder",
                "x264",
                "--port",
                "0",
                "--bind",
                "0.0.0.0",
                "--allow-anonymous",
                "--config",
                config.toString(),
                "--bundle",
                stage.toString(),
                "--bundle",
                config.toString(),
                "--work",
                "w",
                "--once",
                "--help",
                "--version"));
    assertThat(arguments.server().stage()).contains(stage);
    assertThat(arguments.server().size()).contains(new ServerOptions.Size(1920, 1080));
    assertThat(arguments.server().fps()).contains(60);
    assertThat(arguments.server().renderer()).contains("preview");
    assertThat(arguments.server().encoder()).contains("x264");
    assertThat(arguments.server().port()).contains(0);
    assertThat(arguments.server().bind()).contains("0.0.0.0");
    assertThat(arguments.server().allowAnonymous()).isTrue();
    assertThat(arguments.server().config()).contains(config);
    assertThat(arguments.server().bundles()).containsExactly(stage, config);
    assertThat(arguments.server().work()).contains(Path.of("w"));
    assertThat(arguments.server().once()).isTrue();
    assertThat(arguments.has(Option.HELP)).isTrue();
    assertThat(arguments.has(Option.VERSION)).isTrue();
  }

  @Test
  void takesAValueAfterAnEqualsSign() throws Exception {
    assertThat(server("--fps=30").fps()).contains(30);
  }

  @Test
  void letsTheLastOfTwoWin() throws Exception {
    assertThat(server("--fps", "30", "--fps", "25").fps()).contains(25);
  }

  @Test
  void asksForNothingByItself() throws Exception {
    Arguments arguments = Arguments.parse(List.of());
    assertThat(arguments.server().stage()).isEmpty();
    assertThat(arguments.server().allowAnonymous()).isFalse();
    assertThat(arguments.has(Option.HELP)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--stgae a.usd        | unknown option --stgae; did you mean \"--stage\"?",
        "--loudness 11        | unknown option --loudness",
        "stage.usd            | \"stage.usd\" is no command and belongs to no option",
        "docter               | \"docter\" is no command and belongs to no option; did you mean \"doctor\"?",
        "doctor now           | \"now\" is too much for doctor",
        "config a b           | \"b\" is too much for config",
        "bundles --fps 30     | --fps means nothing to bundles",
        "--once doctor        | --once means nothing to doctor",
        "doctor --jsno        | unknown option --jsno; did you mean \"--json\"?",
        "--log loud           | --log loud: must be one of [text, json]",
        "--fps                | --fps needs a value: N",
        "--fps --once         | --fps needs a value: N",
        "--bind=              | --bind needs a value: ADDRESS",
        "--fps fast           | --fps fast: must be a whole number of at least 1",
        "--fps 0              | --fps 0: must be a whole number of at least 1",
        "--port 65536         | --port 65536: must be a whole number from 0 to 65535",
        "--size 1280          | --size 1280: must be width x height in pixels, as in 1920x1080",
        "--stage no.usd       | --stage no.usd: there is no such readable file",
        "--help=me            | option '--help' should be specified without 'me' parameter",
      })
  void saysWhatIsWrong(String arguments, String message) {
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> Arguments.parse(List.of(arguments.split(" "))))
        .withMessage(message);
  }

  @Test
  void takesACommandWithItsOwnOptions() throws Exception {
    Arguments arguments = Arguments.parse(List.of("doctor", "--fps", "30", "--json"));
    assertThat(arguments.command()).isEqualTo(Command.DOCTOR);
    assertThat(arguments.server().fps()).contains(30);
    assertThat(arguments.has(Option.JSON)).isTrue();
  }

  @Test
  void takesOptionsBeforeTheCommandToo() throws Exception {
    Arguments arguments = Arguments.parse(List.of("--fps", "30", "doctor", "--port", "1"));
    assertThat(arguments.command()).isEqualTo(Command.DOCTOR);
    assertThat(arguments.server().fps()).contains(30);
    assertThat(arguments.server().port()).contains(1);
  }

  @Test
  void runsWithAndWithoutTheWord() throws Exception {
    assertThat(Arguments.parse(List.of("run", "--once")))
        .isEqualTo(Arguments.parse(List.of("--once")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "run",
        "--fps 30 --port=8080 --once",
        "run --allow-anonymous --renderer a --renderer b --log json --quiet",
        "--version",
        "--work a=b --bind=",
        "--work= --fps 0",
        "--size -1x-1",
        "--once=yes",
        "--fps --once",
        "run run",
      })
  void readsAPlainStartAsPicocliDoes(String line) {
    List<String> arguments = line.isEmpty() ? List.of() : List.of(line.split(" "));
    assertThat(outcome(() -> Arguments.parse(arguments)))
        .isEqualTo(outcome(() -> Arguments.parseWithPicocli(arguments)));
  }

  private static Object outcome(Callable<Arguments> reading) {
    try {
      return reading.call();
    } catch (Exception e) {
      return e.toString();
    }
  }

  @Test
  void takesOneWordForACommandThatAsksForOne() throws Exception {
    assertThat(Arguments.parse(List.of("config", "public")).operand()).contains("public");
    assertThat(Arguments.parse(List.of("help", "doctor")).operand()).contains("doctor");
  }

  private static ServerOptions server(String... arguments) throws UsageException {
    return Arguments.parse(List.of(arguments)).server();
  }
}
