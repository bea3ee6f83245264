package io.oriel.api.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of error codes in the README is the one in the code. */
class ErrorTableTest {
  private static final String BEGIN = "<!-- errors: written by ErrorTableTest -->\n";
  private static final String END = "<!-- end of errors -->\n";
  private static final Path README = Path.of("README.md");

  @Test
  void theReadmeHasTheTable() throws IOException {
    String text = Files.readString(README);
    int from = text.indexOf(BEGIN) + BEGIN.length();
    int to = text.indexOf(END);
    if (Boolean.getBoolean("oriel.write")) {
      Files.writeString(README, text.substring(0, from) + table() + text.substring(to));
    } else {
      assertThat(text.substring(from, to))
          .as("run this test with -Doriel.write=true to write the table anew")
          .isEqualTo(table());
    }
  }

  @Test
  void idsAreUniqueAndWellFormed() {
    assertThat(ErrorCode.values())
        .extracting(ErrorCode::id)
        .doesNotHaveDuplicates()
        .allMatch(id -> id.matches("[a-z]+(\\.[a-z-]+)?"));
  }

  @Test
  void causesAndRemediesAreSentences() {
    assertThat(ErrorCode.values())
        .allSatisfy(code -> {
          assertThat(code.cause()).matches("[A-Z].*\\.");
          assertThat(code.remedy()).matches("[A-Z].*\\.");
          assertThat(code.closeCode()).isBetween(4400, 4599);
        });
  }

  private static String table() {
    return Arrays.stream(ErrorCode.values())
        .sorted(Comparator.comparing(ErrorCode::id))
        .map(ErrorTableTest::row)
        .collect(
            Collectors.joining(
                "",
                "| code | constant | level | close | cause | remedy |\n|---|---|---|---|---|---|\n",
                ""));
  }

  private static String row(ErrorCode code) {
    return "| `%s` | `%s` | %s | %d | %s | %s |\n"
        .formatted(
            code.id(),
            code.name(),
            code.level().name().toLowerCase(java.util.Locale.ROOT),
            code.closeCode(),
            code.cause(),
            code.remedy());
  }
}
