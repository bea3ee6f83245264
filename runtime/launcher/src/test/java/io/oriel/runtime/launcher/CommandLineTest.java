package io.oriel.runtime.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CommandLineTest {
  @TempDir Path folder;

  @Test
  void readsEveryOption() throws Exception {
    Path stage = Files.createFile(folder.resolve("a.usda"));
    Path config = Files.createFile(folder.resolve("c.json"));
    CommandLine line =
        CommandLine.parse(
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
    assertThat(line.stage()).contains(stage);
    assertThat(line.size()).contains(new CommandLine.Size(1920, 1080));
    assertThat(line.fps()).contains(60);
    assertThat(line.renderer()).contains("preview");
    assertThat(line.encoder()).contains("x264");
    assertThat(line.port()).contains(0);
    assertThat(line.bind()).contains("0.0.0.0");
    assertThat(line.allowAnonymous()).isTrue();
    assertThat(line.config()).contains(config);
    assertThat(line.bundles()).containsExactly(stage, config);
    assertThat(line.work()).contains(Path.of("w"));
    assertThat(line.once()).isTrue();
    assertThat(line.help()).isTrue();
    assertThat(line.version()).isTrue();
  }

  @Test
  void takesAValueAfterAnEqualsSign() throws Exception {
    assertThat(CommandLine.parse(List.of("--fps=30")).fps()).contains(30);
  }

  @Test
  void letsTheLastOfTwoWin() throws Exception {
    assertThat(CommandLine.parse(List.of("--fps", "30", "--fps", "25")).fps()).contains(25);
  }

  @Test
  void asksForNothingByItself() throws Exception {
    CommandLine line = CommandLine.parse(List.of());
    assertThat(line.stage()).isEmpty();
    assertThat(line.allowAnonymous()).isFalse();
    assertThat(line.help()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--stgae a.usd        | unknown option --stgae; did you mean \"--stage\"?",
        "--loudness 11        | unknown option --loudness",
        "stage.usd            | \"stage.usd\" belongs to no option",
        "--fps                | --fps needs a value: N",
        "--fps --once         | --fps needs a value: N",
        "--bind=              | --bind needs a value: ADDRESS",
        "--fps fast           | --fps fast: must be a whole number of at least 1",
        "--fps 0              | --fps 0: must be a whole number of at least 1",
        "--port 65536         | --port 65536: must be a whole number from 0 to 65535",
        "--size 1280          | --size 1280: must be width x height in pixels, as in 1920x1080",
        "--stage no.usd       | --stage no.usd: there is no such readable file",
        "--help=me            | --help takes no value",
      })
  void saysWhatIsWrong(String arguments, String message) {
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> CommandLine.parse(List.of(arguments.split(" "))))
        .withMessage(message);
  }

  @ParameterizedTest
  @EnumSource
  void isExplainedByTheHelp(Option option) {
    String shown = (option.word() + " " + option.argument()).trim();
    assertThat(Help.text("oriel")).contains("\n  " + shown + "  ");
  }

  @Test
  void showsExamplesWithTheCommandInTheHelp() {
    assertThat(Help.text("runtime/run")).contains("runtime/run --stage").doesNotContain("COMMAND");
  }
}
