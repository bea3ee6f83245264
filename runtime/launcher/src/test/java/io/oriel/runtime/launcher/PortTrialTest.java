package io.oriel.runtime.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.health.CheckupContext.Protocol;
import io.oriel.api.health.Finding;
import io.oriel.api.health.Finding.Verdict;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortTrialTest {
  @Test
  void findsAFreePortAndLeavesItFree() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    for (int round = 0; round < 2; round++) {
      assertThat(trial(Protocol.TCP, "127.0.0.1", port))
          .isEqualTo(Finding.good("port", "127.0.0.1:" + port + "/tcp is free"));
    }
    assertThat(trial(Protocol.UDP, "localhost", 0).verdict()).isEqualTo(Verdict.GOOD);
  }

  @Test
  void namesTheProcessThatHoldsATcpPort() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertHeldByThisProcess(trial(Protocol.TCP, "127.0.0.1", taken.getLocalPort()));
    }
  }

  @Test
  void namesTheProcessThatHoldsAUdpPort() throws Exception {
    try (DatagramSocket taken =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      assertHeldByThisProcess(trial(Protocol.UDP, "127.0.0.1", taken.getLocalPort()));
    }
  }

  @Test
  void refusesWhatIsNoAddressOfThisMachine() {
    Finding foreign = trial(Protocol.TCP, "192.0.2.1", 0);
    assertThat(foreign.verdict()).isEqualTo(Verdict.BAD);
    assertThat(foreign.detail()).isEqualTo("192.0.2.1 is no address of this machine");
    assertThat(foreign.remedy()).startsWith("Set bindAddress of some.pid to one of ");
    assertThat(foreign.remedy()).contains("127.0.0.1");
  }

  @Test
  void refusesWhatIsNoAddressAtAll() {
    assertThat(trial(Protocol.UDP, "everywhere", 0).detail())
        .isEqualTo("\"everywhere\" is no IP address");
  }

  private static void assertHeldByThisProcess(Finding finding) {
    assertThat(finding.verdict()).isEqualTo(Verdict.BAD);
    assertThat(finding.detail()).contains(" is taken by ").contains("process ");
    assertThat(finding.remedy())
        .isEqualTo(
            "Stop process "
                + ProcessHandle.current().pid()
                + ", or set port of some.pid to another one");
  }

  private static Finding trial(Protocol protocol, String address, int port) {
    return new PortTrial("port", protocol, "some.pid", address, port).finding();
  }
}
