package io.oriel.transport.rtsp.auth;

import static io.oriel.transport.rtsp.auth.DigestGate.Verdict.GRANTED;
import static io.oriel.transport.rtsp.auth.DigestGate.Verdict.REFUSED;
import static io.oriel.transport.rtsp.auth.DigestGate.Verdict.STALE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DigestTest {
  private static final String URI = "rtsp://127.0.0.1:8554/main/";

  /** RFC 7616 section 3.9.1, once for each algorithm. */
  private static final String VECTOR =
      "Digest username=\"Mufasa\", realm=\"http-auth@example.org\", uri=\"/dir/index.html\","
          + " algorithm=%s, nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", nc=00000001,"
          + " cnonce=\"f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ\", qop=auth,"
          + " response=\"%s\", opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";

  private final DigestGate gate = new DigestGate(users("anna:Circle of Life", "bob:b:b"));

  private static Users users(String... entries) {
    return Users.parse(List.of(entries)).orElseThrow();
  }

  private static boolean proves(String header, String password, String realm) {
    return DigestCredentials.parse(header).orElseThrow().proves(password, realm, "GET");
  }

  @Test
  void agreesWithTheExamplesOfRfc7616() {
    final String realm = "http-auth@example.org";
    final String md5 = VECTOR.formatted("MD5", "8ca523f5e9506fed4657c9700eebdbec");
    final String sha =
        VECTOR.formatted(
            "SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1");
    assertThat(proves(md5, "Circle of Life", realm)).isTrue();
    assertThat(proves(sha, "Circle of Life", realm)).isTrue();
    assertThat(proves(md5, "Circle of Lies", realm)).isFalse();
    assertThat(proves(sha.replace("SHA-256", "MD5"), "Circle of Life", realm)).isFalse();
    assertThat(proves(sha.replace("SHA-256", "SHA-512-256"), "Circle of Life", realm)).isFalse();
    assertThat(proves(md5.replace("qop=auth", "qop=auth-int"), "Circle of Life", realm)).isFalse();
  }

  /** Section 2.4 of RFC 2069, with the response of its erratum 749. */
  @Test
  void agreesWithTheExampleOfRfc2069() {
    assertThat(
            proves(
                "Digest username=\"Mufasa\", realm=\"testrealm@host.com\","
                    + " nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", uri=\"/dir/index.html\","
                    + " response=\"1949323746fe6a43ef61f9606e7febea\"",
                "CircleOfLife",
                "testrealm@host.com"))
        .isTrue();
  }

  private String nonce(long now) {
    final List<String> challenges = gate.challenges(false, now);
    assertThat(challenges).hasSize(2);
    assertThat(challenges.getFirst()).contains("algorithm=SHA-256");
    assertThat(challenges.getLast()).contains("algorithm=MD5").doesNotContain("stale");
    final Matcher nonce = Pattern.compile("nonce=\"(\\w+)\"").matcher(challenges.getLast());
    assertThat(nonce.find()).isTrue();
    return nonce.group(1);
  }

  /** What a player of this password sends; without a count as GStreamer does. */
  private static Optional<String> answer(String user, String password, String nonce, int count) {
    final DigestAlgorithm md5 = DigestAlgorithm.MD5;
    final String secret = md5.hash(user, Users.REALM, password);
    final String request = md5.hash("PLAY", URI);
    final String number = "%08x".formatted(count);
    final String response =
        count == 0
            ? md5.hash(secret, nonce, request)
            : md5.hash(secret, nonce, number, "c", "auth", request);
    return Optional.of(
        "Digest username=\"%s\", realm=\"oriel\", nonce=\"%s\", uri=\"%s\", response=\"%s\"%s"
            .formatted(
                user,
                nonce,
                URI,
                response,
                count == 0 ? "" : ", qop=auth, cnonce=\"c\", nc=" + number));
  }

  @Test
  void letsInWhoKnowsThePassword() {
    final String nonce = nonce(0);
    assertThat(gate.judge("PLAY", URI, answer("anna", "Circle of Life", nonce, 0), 1))
        .isEqualTo(GRANTED);
    assertThat(gate.judge("PLAY", URI, answer("bob", "b:b", nonce, 1), 1)).isEqualTo(GRANTED);
  }

  @Test
  void refusesWhoDoesNot() {
    final String nonce = nonce(0);
    assertThat(gate.judge("PLAY", URI, Optional.empty(), 1)).isEqualTo(REFUSED);
    assertThat(gate.judge("PLAY", URI, Optional.of("Basic YTpi"), 1)).isEqualTo(REFUSED);
    assertThat(gate.judge("PLAY", URI, answer("anna", "x", nonce, 0), 1)).isEqualTo(REFUSED);
    assertThat(gate.judge("PLAY", URI, answer("eve", "", nonce, 0), 1)).isEqualTo(REFUSED);
    final Optional<String> right = answer("anna", "Circle of Life", nonce, 0);
    assertThat(gate.judge("TEARDOWN", URI, right, 1)).isEqualTo(REFUSED);
    assertThat(gate.judge("PLAY", URI + "x", right, 1)).isEqualTo(REFUSED);
  }

  @Test
  void anOverheardAnswerIsOfNoUse() {
    final String nonce = nonce(0);
    final Optional<String> counted = answer("anna", "Circle of Life", nonce, 5);
    assertThat(gate.judge("PLAY", URI, counted, 1)).isEqualTo(GRANTED);
    assertThat(gate.judge("PLAY", URI, counted, 1)).isEqualTo(REFUSED);
    final DigestGate other = new DigestGate(users("anna:Circle of Life"));
    assertThat(other.judge("PLAY", URI, counted, 1)).isEqualTo(STALE);
    other.challenges(false, 0);
    assertThat(other.judge("PLAY", URI, counted, 1)).isEqualTo(STALE);
  }

  @Test
  void aNonceGrowsStaleAndIsReplaced() {
    final String nonce = nonce(0);
    final long later = TimeUnit.MINUTES.toNanos(6);
    final Optional<String> right = answer("anna", "Circle of Life", nonce, 0);
    assertThat(gate.judge("PLAY", URI, right, later)).isEqualTo(STALE);
    assertThat(gate.challenges(true, later))
        .allSatisfy(
            challenge -> assertThat(challenge).contains("stale=true").doesNotContain(nonce));
  }

  @Test
  void usersAreNamesAndPasswords() {
    assertThat(Users.parse(List.of()).orElseThrow().isEmpty()).isTrue();
    for (final String wrong : List.of("anna", ":x", "anna:", "", "\u00e4nna:x")) {
      assertThat(Users.parse(List.of(wrong))).as(wrong).isEmpty();
    }
    assertThat(Users.parse(List.of("a:b", "a:c"))).isEmpty();
  }

  @Test
  void mutationsAreNeverLetIn() {
    final long seed = 7616;
    final Random random = new Random(seed);
    final String right = answer("anna", "Circle of Life", nonce(0), 1).orElseThrow();
    for (int round = 0; round < 20_000; round++) {
      final char[] text = right.toCharArray();
      for (int i = random.nextInt(6); i > 0; i--) {
        text[random.nextInt(text.length)] = (char) (32 + random.nextInt(96));
      }
      // Last, so that the response is wrong whatever else has changed.
      final int at = right.indexOf("response=") + 10 + random.nextInt(32);
      text[at] = right.charAt(at) == '0' ? '1' : '0';
      assertThat(gate.judge("PLAY", URI, Optional.of(new String(text)), 1))
          .as("seed %d, round %d", seed, round)
          .isNotEqualTo(GRANTED);
    }
  }
}
