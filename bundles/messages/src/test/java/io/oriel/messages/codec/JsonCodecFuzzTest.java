package io.oriel.messages.codec;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever comes, the codec answers: a message or none. */
class JsonCodecFuzzTest {
  private static final long SEED = 4711;
  private static final int ROUNDS = 50_000;

  private static final String[] SEEDS = {
    "{\"event_type\":\"openStageRequest\",\"payload\":{\"url\":\"./samples/a.usd\"}}",
    "{\"messageType\":\"json\",\"messageRecipient\":\"kit\",\"data\":"
        + "\"{\\\"event_type\\\":\\\"getChildrenRequest\\\",\\\"payload\\\":{\\\"prim_path\\\":"
        + "\\\"/World\\\",\\\"filters\\\":[\\\"USDGeom\\\"]}}\"}",
    "{\"messageType\":\"json\",\"data\":{\"messageType\":\"json\",\"data\":{\"event_type\":\"x\","
        + "\"payload\":{\"n\":[1,-2.5e10,true,null,\"\\u00fc\\ud83d\\ude00\"]}}}}"
  };

  private static final String ALPHABET = "{}[]\",:\\0123456789eE+-.truefalsn \u0000\ud800ü";

  private final Random random = new Random(SEED);
  private final JsonCodec codec = new JsonCodec();

  @Test
  void mutatedMessagesNeverThrow() {
    for (int round = 0; round < ROUNDS; round++) {
      String text = mutated(SEEDS[random.nextInt(SEEDS.length)]);
      assertThatCode(() -> codec.parse(text))
          .as("round " + round + ": " + text)
          .doesNotThrowAnyException();
    }
  }

  private String mutated(String seed) {
    StringBuilder text = new StringBuilder(seed);
    for (int i = random.nextInt(1, 8); i > 0 && !text.isEmpty(); i--) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(5)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.setCharAt(at, any());
        case 2 -> text.insert(at, any());
        case 3 -> text.setLength(at);
        default -> {
          int end = random.nextInt(at, text.length());
          text.insert(random.nextInt(text.length()), text.substring(at, end).repeat(2));
        }
      }
    }
    return text.toString();
  }

  private char any() {
    return ALPHABET.charAt(random.nextInt(ALPHABET.length()));
  }
}
