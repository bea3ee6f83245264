package io.oriel.runtime.grab.whep;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.transport.webrtc.ice.IceCredentials;
import io.oriel.transport.webrtc.ice.StunRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against the server's own half of the protocol, which browsers have judged. */
class StunCheckTest {
  private static final InetSocketAddress FROM =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 4711);

  private final IceCredentials server = IceCredentials.random();
  private final StunCheck check = new StunCheck(server.ufrag() + ":me12", server.password());

  private byte[] answer() {
    byte[] request = check.request();
    return StunRequest.read(request, request.length).orElseThrow().answer(server, FROM);
  }

  @Test
  void isUnderstoodAndNominates() {
    byte[] request = check.request();
    StunRequest read = StunRequest.read(request, request.length).orElseThrow();
    assertThat(read.isFrom(server)).isTrue();
    assertThat(read.nominates()).isTrue();
    assertThat(read.localUfrag()).isEqualTo(server.ufrag());
    assertThat(read.remoteUfrag()).isEqualTo("me12");
  }

  @Test
  void knowsItsAnswerAndNoOther() {
    byte[] answer = answer();
    assertThat(check.isAnsweredBy(answer, answer.length)).isTrue();
    StunCheck other = new StunCheck(server.ufrag() + ":me12", server.password());
    assertThat(other.isAnsweredBy(answer, answer.length)).isFalse();
    byte[] request = check.request();
    byte[] forged =
        StunRequest.read(request, request.length)
            .orElseThrow()
            .answer(IceCredentials.random(), FROM);
    assertThat(check.isAnsweredBy(forged, forged.length)).isFalse();
  }

  @Test
  void refusesEveryMutationOfWhatIsSigned() {
    long seed = 20261122;
    Random random = new Random(seed);
    byte[] good = answer();
    int signed = good.length - 8;
    for (int i = 0; i < 20_000; i++) {
      byte[] bad = Arrays.copyOf(good, random.nextInt(good.length + 8));
      if (bad.length > 0) {
        bad[random.nextInt(Math.min(bad.length, signed))] ^= (byte) (1 + random.nextInt(255));
      }
      // Its length field is what the signature is computed with anew.
      boolean same = Arrays.equals(good, 4, signed, Arrays.copyOf(bad, good.length), 4, signed);
      if (!same) {
        assertThat(check.isAnsweredBy(bad, bad.length)).as("seed %d, round %d", seed, i).isFalse();
      }
    }
  }
}
