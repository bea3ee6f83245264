package io.oriel.runtime.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundlesCommandTest {
  @TempDir Path home;
  private final Printed printed = new Printed();
  private Path extra;

  @BeforeEach
  void install() throws Exception {
    Path bundles = Files.createDirectory(home.resolve("bundles"));
    SampleBundle.named("a.foreign").in(bundles);
    SampleBundle.named("io.oriel.part")
        .header("Bundle-Vendor", "Oriel")
        .header("Bundle-Description", "Does  its   part.")
        .header("Bundle-License", "https://www.apache.org/licenses/LICENSE-2.0.txt;x=y")
        .in(bundles);
    extra = SampleBundle.named("b.extra").header("Bundle-License", "MIT").in(home);
  }

  @Test
  void listsOwnOnesFirstWithTheirPurpose() throws Exception {
    assertThat(run("bundles", "--bundle", extra.toString())).isZero();
    assertThat(printed.text().lines().map(line -> line.replaceAll(" +", " ")))
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("io.oriel.part 1.0.0 1 KiB Apache-2.0"),
            line -> assertThat(line).isEqualTo(" Does its part."),
            line -> assertThat(line).isEqualTo("a.foreign 1.0.0 1 KiB see NOTICE"),
            line -> assertThat(line).isEqualTo("b.extra 1.0.0 1 KiB MIT"),
            line -> assertThat(line).isEmpty(),
            line -> assertThat(line).startsWith("3 bundles, 1 of them Oriel's own; "));
  }

  @Test
  void printsNamesOnlyWhenQuiet() throws Exception {
    run("bundles", "--quiet");
    assertThat(printed.text()).isEqualTo("io.oriel.part\na.foreign\n");
  }

  @Test
  void writesJson() throws Exception {
    run("bundles", "--json");
    assertThat(printed.text())
        .startsWith(
            "[{\"name\":\"io.oriel.part\",\"version\":\"1.0.0\",\"purpose\":\"Does its part.\","
                + "\"licence\":\"Apache-2.0\",\"sizeBytes\":");
  }

  private int run(String... words) throws Exception {
    Arguments arguments = Printed.arguments(words);
    return new BundlesCommand(Printed.setup(home, arguments), arguments, printed.terminal()).run();
  }
}
