package io.oriel.video;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.Problem;
import io.oriel.api.video.Codec;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EncoderChoiceTest {
  private static final Problem REFUSAL =
      new Problem(ErrorCode.ENCODER_UNAVAILABLE, "no such hardware");

  private static final Problem SLOW = new Problem(ErrorCode.ENCODER_FAILED, "slow");

  private final FakeEncoders provider = new FakeEncoders("good");
  private final Candidate candidate = Candidate.of(provider, provider.properties(1, 0));
  private final Candidates none =
      new Candidates(List.of(), new VideoSettings(List.of("good"), 1_000_000, 1));
  private final EncoderChoice choice =
      new EncoderChoice(Codec.H264, new FakeClock(), none.with(candidate));

  @BeforeEach
  void itIsThere() {
    assertThat(choice.usable()).containsExactly(candidate);
  }

  @Test
  void oneThatRefusedIsNotUsableAndSaysWhy() {
    assertThat(choice.refused(candidate, REFUSAL)).isTrue();
    assertThat(choice.usable()).isEmpty();
    assertThat(choice.unavailable()).hasMessageContaining(REFUSAL.detail());
  }

  @Test
  void aRefusalThatComesAfterTheEncoderHasGoneKeepsNothingOfIt() {
    choice.change(none);
    assertThat(choice.refused(candidate, REFUSAL)).isFalse();
    assertThat(choice.unavailable().getMessage()).doesNotContain(REFUSAL.detail());
  }

  @Test
  void aQuarantineThatComesAfterTheEncoderHasGoneKeepsNothingOfIt() {
    choice.change(none);
    choice.quarantine(candidate, new Problem(ErrorCode.ENCODER_FAILED, "three times"));
    choice.change(none.with(candidate));
    assertThat(choice.usable()).containsExactly(candidate);
  }

  @Test
  void aSlowOneIsUsedOnlyWhereNoOtherIsThere() {
    assertThat(choice.slow(candidate, SLOW)).isFalse();

    Candidate other = Candidate.of(new FakeEncoders("good"), provider.properties(0, 0));
    choice.change(none.with(candidate).with(other));
    assertThat(choice.usable()).containsExactly(candidate, other);
    assertThat(choice.slow(candidate, SLOW)).isTrue();
    assertThat(choice.usable()).containsExactly(other, candidate);
    assertThat(choice.use(candidate, "main", true).orElseThrow().problem()).contains(SLOW);
  }
}
