package io.oriel.transport.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.health.Finding;
import io.oriel.api.health.Finding.Verdict;
import io.oriel.tck.FakeCheckupContext;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WebRtcCheckupTest {
  @Test
  void looksAtThePortAndAtBothBuffers() throws Exception {
    List<Finding> findings =
        new WebRtcCheckup()
            .examine(new FakeCheckupContext(Map.of(WebRtcTransport.PID, Map.of("port", 1))));
    assertThat(findings)
        .extracting(Finding::subject)
        .containsExactly("media port", "receive buffer", "send buffer");
    assertThat(findings).extracting(Finding::verdict).doesNotContain(Verdict.BAD);
    assertThat(findings.getLast().detail()).contains(" KiB of 4096 wanted");
  }

  @Test
  void saysThatItIsOffWhereItHasNoSettings() throws Exception {
    assertThat(new WebRtcCheckup().examine(new FakeCheckupContext(Map.of())))
        .containsExactly(Finding.note("transport", "off; --transports webrtc turns it on"));
  }
}
