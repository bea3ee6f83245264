package io.oriel.runtime.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HelpTest {
  private static final Pattern EXPLAINED =
      Pattern.compile("(?m)(?:^|  )(--[a-z-]+(?: [A-Za-z]+)?)(?=  |$)");

  @ParameterizedTest
  @EnumSource
  void explainsJustTheOptionsThatACommandTakes(Command command) {
    Set<String> explained = new TreeSet<>();
    Matcher options = EXPLAINED.matcher(Help.text(command, "oriel"));
    while (options.find()) {
      explained.add(options.group(1));
    }
    assertThat(explained)
        .isEqualTo(
            command.options().stream()
                .map(option -> (option.word() + " " + option.argument()).trim())
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  @ParameterizedTest
  @EnumSource
  void namesTheExitCodesAndStartsWithExamples(Command command) {
    String text = Help.text(command, "runtime/run");
    assertThat(text).contains("\nExit codes: 0 ").doesNotContain("COMMAND");
    assertThat(text.indexOf("\n  runtime/run")).isLessThan(text.indexOf("--help  ")).isPositive();
    assertThat(text.lines()).allMatch(line -> line.length() <= Terminal.COLUMNS);
  }

  @Test
  void namesEveryCommand() {
    for (String word : Command.words()) {
      assertThat(Help.text(Command.RUN, "oriel")).contains("\n  " + word + "  ");
    }
  }
}
