package io.oriel.stage.usd;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.health.Finding;
import io.oriel.api.health.Finding.Verdict;
import io.oriel.tck.FakeCheckupContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsdCheckupTest {
  @TempDir Path folder;

  @Test
  void saysWhichUsdReadsTheStages() throws Exception {
    List<Finding> findings = examine(TestReaders.python(), TestReaders.file("shapes.usda"));
    assertThat(findings).extracting(Finding::verdict).containsOnly(Verdict.GOOD);
    assertThat(findings.getFirst().detail()).startsWith("usd-core 26.11, Python 3.");
    assertThat(findings.getLast().detail()).endsWith("shapes.usda, for stream main");
  }

  @Test
  void saysWhatToDoWithoutAPython() throws Exception {
    Finding missing = examine("/no/such/python", Path.of("")).getFirst();
    assertThat(missing.verdict()).isEqualTo(Verdict.BAD);
    assertThat(missing.detail()).startsWith("the Python interpreter /no/such/python cannot be");
    assertThat(missing.remedy()).contains("usd-core", "ORIEL_PYTHON");
  }

  @Test
  void saysWhatToDoWithoutUsd() throws Exception {
    Finding missing = examine("/usr/bin/python3", Path.of("")).getFirst();
    assertThat(missing.verdict()).isEqualTo(Verdict.BAD);
    assertThat(missing.detail()).contains("has no usable usd-core");
  }

  @Test
  void findsAStageThatIsNotThere() throws Exception {
    Finding stage = examine("/no/such/python", folder.resolve("no.usda")).getLast();
    assertThat(stage.verdict()).isEqualTo(Verdict.BAD);
    assertThat(stage.detail()).endsWith("no.usda: no such file");
  }

  private List<Finding> examine(String python, Path stage) throws Exception {
    Map<String, Object> settings =
        Map.of("python", python, "memoryLimitMiB", 4096, "allowedRoots", new String[0]);
    Map<String, Object> stream = Map.of("stage", stage.toString());
    return new UsdCheckup(folder.resolve("scripts"))
        .examine(
            new FakeCheckupContext(
                Map.of(UsdConfig.PID, settings, "io.oriel.engine.stream~main", stream)));
  }
}
