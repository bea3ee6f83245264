package io.oriel.runtime.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.health.Finding;
import io.oriel.api.health.Finding.Verdict;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class MachineCheckTest {
  private static final long GIB = 1L << 30;

  @Test
  void findsNothingBadOnAGoodMachine() {
    assertThat(machine("Linux 6", 25, true, 2, 8 * GIB, 65536).findings())
        .extracting(Finding::verdict)
        .containsOnly(Verdict.GOOD, Verdict.NOTE);
  }

  @Test
  void namesWhatIsMissingWithARemedy() {
    assertThat(machine("Windows 11", 25, false, 2, GIB / 4, 64).findings())
        .filteredOn(finding -> finding.verdict() == Verdict.BAD)
        .extracting(Finding::subject)
        .containsExactly("system", "JVM flags", "memory", "open files");
  }

  @Test
  void notesWhatIsScarce() {
    assertThat(machine("Linux 6", 26, true, 1, GIB * 3 / 4, 1024).findings())
        .filteredOn(finding -> finding.verdict() == Verdict.NOTE)
        .extracting(Finding::subject)
        .containsExactly("Java", "processors", "memory", "open files", "GPU");
  }

  @Test
  void looksAtThisMachine() {
    assertThat(MachineCheck.present().findings())
        .filteredOn(finding -> finding.subject().equals("JVM flags"))
        .extracting(Finding::verdict)
        .containsExactly(Verdict.GOOD);
  }

  private static MachineCheck machine(
      String system, int feature, boolean vectors, int processors, long memory, long files) {
    return new MachineCheck(
        system,
        "amd64",
        feature,
        "test",
        vectors,
        true,
        processors,
        memory,
        GIB / 2,
        OptionalLong.of(files),
        Optional.empty());
  }
}
