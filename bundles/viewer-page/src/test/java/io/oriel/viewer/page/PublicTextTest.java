package io.oriel.viewer.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublicTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/srv/stages/a.usd is missing.|a.usd is missing.",
        "Cannot read '/srv/a/b.usdc' (from /srv/a/c.usd:7)|Cannot read 'b.usdc' (from c.usd:7)",
        "file:///srv/stages/a.usd|a.usd",
        "https://user:word@host/x/y.usd?sig=1#z, later|y.usd, later",
        "C:\\stages\\room\\a.usd: broken|a.usd: broken",
        "Use 1/2 of it and/or less|Use 1/2 of it and/or less",
        "It is at /srv/stages/.|It is at stages.",
        "</script> stays|</script> stays",
        "nothing to hide|nothing to hide",
      })
  void shortensLocationsToTheirFileNames(final String text, final String shown) {
    assertThat(PublicText.of(text)).isEqualTo(shown);
  }

  @Test
  void cutsALongTextAndIsQuickWithAHostileOne() {
    assertThat(PublicText.of("a".repeat(100_000))).hasSize(501).endsWith("…");
    assertThat(PublicText.of("/".repeat(100_000))).hasSizeLessThanOrEqualTo(501);
    assertThat(PublicText.of("a:".repeat(50_000))).hasSizeLessThanOrEqualTo(501);
  }

  @Test
  void survivesAnyText() {
    final long seed = System.nanoTime();
    final Random random = new Random(seed);
    final String alphabet = "/\\:.?#$ab \n\"'…\ud800";
    for (int i = 0; i < 4_000; i++) {
      final StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(40); length > 0; length--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      assertThat(PublicText.fileName(text.toString())).as("seed %s", seed).doesNotContain("/");
      assertThat(PublicText.of(text.toString())).as("seed %s", seed).isNotNull();
    }
  }
}
