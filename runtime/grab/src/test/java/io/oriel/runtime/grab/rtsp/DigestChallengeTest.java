package io.oriel.runtime.grab.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DigestChallengeTest {
  private static final String REALM = "realm=\"http-auth@example.org\", qop=\"auth, auth-int\"";
  private static final String NONCE =
      "nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\","
          + " opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";
  private static final String CNONCE = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";

  private static String answer(String algorithm) {
    return DigestChallenge.best(
            List.of("Digest " + REALM + ", algorithm=" + algorithm + ", " + NONCE))
        .orElseThrow()
        .answer("Mufasa", "Circle of Life", "GET", "/dir/index.html", 1, CNONCE);
  }

  @Test
  void provesAsInRfc7616Section391() {
    assertThat(answer("SHA-256"))
        .contains("response=\"753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1\"")
        .contains("nc=00000001", "qop=auth", "opaque=\"FQhe/", "username=\"Mufasa\"");
    assertThat(answer("MD5")).contains("response=\"8ca523f5e9506fed4657c9700eebdbec\"");
  }

  @Test
  void provesInTheOldWayWhereNoQualityIsNamed() {
    // RFC 2617 section 3.5 without its qop, which leaves RFC 2069's.
    assertThat(
            DigestChallenge.best(List.of("Digest realm=\"testrealm@host.com\", nonce=\"abc\""))
                .orElseThrow()
                .answer("me", "pw", "DESCRIBE", "rtsp://h/s", 1))
        .doesNotContain("qop", "cnonce")
        .containsPattern("response=\"[0-9a-f]{32}\"");
  }

  @Test
  void takesTheBetterAlgorithm() {
    assertThat(
            DigestChallenge.best(
                    List.of(
                        "Basic realm=\"a\"",
                        "Digest realm=\"a\", nonce=\"md5\"",
                        "digest algorithm=SHA-256, realm=\"a\", nonce=\"sha\""))
                .orElseThrow()
                .parameters())
        .containsEntry("nonce", "sha");
  }

  @Test
  void leavesAloneWhatItCannotAnswer() {
    for (String header :
        List.of(
            "",
            "Basic realm=\"a\"",
            "Digest",
            "Digest realm=\"a\"",
            "Digest realm=\"a\", nonce=\"n\", algorithm=SHA-512",
            "Digest realm=\"a\", nonce=\"n\", qop=\"auth-int\"")) {
      assertThat(DigestChallenge.best(List.of(header))).as(header).isEmpty();
    }
  }

  @Test
  void staysCalmWhateverComes() {
    long seed = 5;
    Random random = new Random(seed);
    String good = "Digest " + REALM + ", algorithm=MD5, " + NONCE;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder(good);
      for (int j = random.nextInt(6); j >= 0; j--) {
        text.setCharAt(7 + random.nextInt(text.length() - 7), (char) random.nextInt(256));
      }
      DigestChallenge.best(List.of(text.toString()))
          .ifPresent(challenge -> challenge.answer("u", "p", "M", "rtsp://h", 1));
    }
  }
}
