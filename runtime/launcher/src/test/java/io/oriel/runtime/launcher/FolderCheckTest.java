package io.oriel.runtime.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.health.Finding;
import io.oriel.api.health.Finding.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderCheckTest {
  @TempDir Path folder;

  @Test
  void acceptsAFolderThatIsToBeMadeAndMakesNothing() {
    assertThat(FolderCheck.of(folder.resolve("a/b")))
        .filteredOn(finding -> !finding.subject().equals("disk"))
        .extracting(Finding::verdict)
        .containsOnly(Verdict.GOOD);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void refusesAFileInItsPlace() throws Exception {
    Path file = Files.createFile(folder.resolve("work"));
    assertThat(FolderCheck.of(file))
        .singleElement()
        .satisfies(finding -> assertThat(finding.verdict()).isEqualTo(Verdict.BAD))
        .satisfies(finding -> assertThat(finding.detail()).endsWith("it is a file"))
        .satisfies(finding -> assertThat(finding.remedy()).contains("--work"));
  }
}
