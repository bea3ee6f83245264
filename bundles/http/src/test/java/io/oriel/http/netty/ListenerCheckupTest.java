package io.oriel.http.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.health.Finding;
import io.oriel.api.health.Finding.Verdict;
import io.oriel.tck.FakeCheckupContext;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ListenerCheckupTest {
  @Test
  void looksAtBothPorts() {
    assertThat(examine("127.0.0.1", false))
        .containsExactly(
            Finding.good("public port", "TCP of io.oriel.http.public"),
            Finding.good("private port", "TCP of io.oriel.http.private"));
  }

  @Test
  void refusesAnOpenAddressUnlessItIsSaidAloud() {
    assertThat(examine("0.0.0.0", false).getLast().verdict()).isEqualTo(Verdict.BAD);
    assertThat(examine("0.0.0.0", true).getLast().verdict()).isEqualTo(Verdict.NOTE);
  }

  @Test
  void leavesWhatIsNoAddressToThePort() {
    assertThat(examine("everywhere", false)).hasSize(2);
  }

  private static List<Finding> examine(String address, boolean allowAnonymous) {
    return new ListenerCheckup()
        .examine(
            new FakeCheckupContext(
                Map.of(
                    "io.oriel.http.public",
                    Map.of("bindAddress", address, "allowAnonymous", allowAnonymous))));
  }
}
