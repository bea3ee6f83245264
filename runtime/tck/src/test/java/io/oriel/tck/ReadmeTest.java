package io.oriel.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The README lists the rules that there are. */
class ReadmeTest {
  private static final List<Class<?>> CONTRACTS =
      List.of(
          ConverterContract.class,
          RendererContract.class,
          StageReaderContract.class,
          TransportContract.class,
          MessageHandlerContract.class);

  @Test
  void everyRuleIsListedBelowItsContract() throws IOException {
    String[] sections = Files.readString(Path.of("README.md")).split("\n### |\n## What is not");
    for (Class<?> contract : CONTRACTS) {
      String section =
          Arrays.stream(sections)
              .filter(each -> each.startsWith(contract.getSimpleName() + "\n"))
              .findFirst()
              .orElseThrow();
      Set<String> listed =
          Pattern.compile("(?m)^\\| `(\\w+)`")
              .matcher(section)
              .results()
              .map((MatchResult row) -> row.group(1))
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(listed).as(contract.getSimpleName()).isEqualTo(Broken.allRules(contract));
    }
  }
}
