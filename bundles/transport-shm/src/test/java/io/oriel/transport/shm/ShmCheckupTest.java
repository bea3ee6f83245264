package io.oriel.transport.shm;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.health.CheckupContext;
import io.oriel.api.health.Finding;
import io.oriel.api.health.Finding.Verdict;
import io.oriel.shm.wire.StreamName;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShmCheckupTest {
  /** Settings of a server with one stream, as {@code oriel doctor} gives them. */
  private record Settings(String stream, int width) implements CheckupContext {
    @Override
    public Map<String, Object> settings(String pid) {
      return Map.of("prefix", "", "slots", 3);
    }

    @Override
    public Map<String, Map<String, Object>> instances(String factoryPid) {
      return Map.of(stream, Map.of("width", width, "height", 1024));
    }

    @Override
    public Finding port(String subject, Protocol protocol, String pid) {
      throw new AssertionError("it has no port");
    }
  }

  @Test
  void whatIsThereIsGood() throws Exception {
    final StreamName name = Fixture.freeName();
    final List<Finding> findings = examine(name.text(), 64);
    assertThat(findings).extracting(Finding::verdict).containsOnly(Verdict.GOOD);
    assertThat(findings).extracting(Finding::subject).containsExactly("shared memory", "name");
    assertThat(findings.getLast().detail()).isEqualTo(name.region() + " is free");
    assertThat(Files.exists(name.region())).isFalse();
  }

  @Test
  void aNameThatIsTakenIsBad() throws Exception {
    try (Fixture shm = Fixture.start(64, 64)) {
      final Finding taken = examine(shm.name.text(), 64).getLast();
      assertThat(taken.verdict()).isEqualTo(Verdict.BAD);
      assertThat(taken.detail()).contains("process " + ProcessHandle.current().pid());
      assertThat(taken.remedy()).contains("prefix");
    }
  }

  @Test
  void tooLargeAPictureIsBad() throws Exception {
    final List<Finding> findings = examine(Fixture.freeName().text(), 1 << 30);
    assertThat(findings).extracting(Finding::subject).contains("size");
    assertThat(findings.getLast().verdict()).isEqualTo(Verdict.BAD);
  }

  @Test
  void tooLongANameIsBad() throws Exception {
    assertThat(examine("x".repeat(64), 64).getLast().verdict()).isEqualTo(Verdict.BAD);
  }

  private static List<Finding> examine(String stream, int width) throws Exception {
    return new ShmCheckup().examine(new Settings(stream, width));
  }
}
