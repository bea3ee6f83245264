package io.oriel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.stream.StreamState;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From nothing to the first picture. */
class StreamStartTest {
  private static final int PLACEHOLDER = 0xFF1B1D20;

  @Test
  void showsAHeldPlaceholderAndIsNotReadyBeforeTheFirstPicture() {
    try (Rig rig = new Rig().start()) {
      rig.ticks(5);
      assertThat(rig.sink.frames()).hasSize(6).allMatch(f -> f.held() && f.pixel() == PLACEHOLDER);
      assertThat(rig.sink.frames().getFirst().discontinuity()).isTrue();
      assertThat(rig.sink.frames().getFirst().unchanged()).isFalse();
      assertThat(rig.sink.frames().subList(1, 6))
          .allMatch(f -> f.unchanged() && !f.discontinuity());
      assertThat(rig.status().ready()).isFalse();
      assertThat(rig.status().held()).isTrue();
      assertThat(rig.status().state()).isEqualTo(StreamState.RECONFIGURING);
    }
  }

  @Test
  void isReadyOnlyWithAConvertedFrameAndSaysSoOnce() {
    try (LogLines log = new LogLines();
        Rig rig = new Rig().addRenderer().addReader().start()) {
      rig.until(() -> rig.status().stage().generation() == 1);
      rig.ticks(20);
      assertThat(rig.renderer.last().steps.get()).isPositive();
      assertThat(rig.status().ready()).isFalse();
      assertThat(log.with("First BGRA frame ready")).isEmpty();

      rig.addConverter();
      rig.until(() -> rig.status().ready());
      rig.opened("second.usda");
      rig.ticks(5);
      assertThat(rig.status().state()).isEqualTo(StreamState.ACTIVE);
      assertThat(rig.status().held()).isFalse();
      assertThat(rig.status().problem()).isEmpty();
      assertThat(log.with("First BGRA frame ready: 16x16")).hasSize(1);
    }
  }

  @Test
  void saysThatNoConverterIsThereWhenOnlyThatIsMissing() {
    try (Rig rig = new Rig().addRenderer().addReader().start()) {
      rig.until(() -> code(rig) == ErrorCode.AOV_UNAVAILABLE);
      assertThat(rig.status().aov().problem())
          .map(Problem::detail)
          .hasValue("no converter takes LdrColor");
      assertThat(rig.status().ready()).isFalse();
    }
  }

  @Test
  void anEmptyStageNeedsNoReader() {
    try (Rig rig = new Rig("").addRenderer().addConverter().start()) {
      rig.until(() -> rig.status().ready());
      assertThat(rig.status().stage().location()).isEmpty();
      assertThat(rig.stream.children("/")).isEmpty();
    }
  }

  @Test
  void aFirstStageThatFailsLeavesTheStreamNotReadyAndSaysWhy() {
    try (Rig rig = new Rig()) {
      rig.reader.failure = new OrielException(ErrorCode.STAGE_INVALID, "first.usda:7: no");
      rig.addParts().start();
      rig.until(() -> rig.status().stage().problem().isPresent());
      rig.ticks(3);
      assertThat(rig.status().ready()).isFalse();
      assertThat(rig.status().problem())
          .hasValue(new Problem(ErrorCode.STAGE_INVALID, "first.usda:7: no"));
      assertThat(rig.status().stage().loading()).isEmpty();
      assertThat(rig.sink.last().held()).isTrue();

      rig.reader.failure = null;
      assertThat(rig.opened("good.usda").location()).isEqualTo("good.usda");
      assertThat(rig.status().ready()).isTrue();
    }
  }

  @Test
  void waitsForARendererAndSaysWhichOneIsMissing() {
    try (Rig rig = new Rig().addReader().addConverter().start()) {
      rig.until(() -> code(rig) == ErrorCode.RENDERER_UNAVAILABLE);
      assertThat(rig.status().problem().orElseThrow().detail()).contains("'fake'");
      assertThat(rig.reader.asked).hasValue(0);
      rig.addRenderer();
      rig.until(() -> rig.status().ready());
    }
  }

  @Test
  void aRendererThatCannotStartIsTriedAgainWhenAPartComes() {
    try (Rig rig = new Rig()) {
      rig.renderer.openFailure = new OrielException(ErrorCode.RENDERER_UNAVAILABLE, "no GPU");
      rig.addParts().start();
      rig.until(() -> rig.status().problem().map(Problem::detail).orElse("").equals("no GPU"));
      rig.renderer.openFailure = null;
      rig.addReader();
      rig.until(() -> rig.status().ready());
    }
  }

  @Test
  void anotherNameOfRendererIsNotTaken() {
    try (Rig rig = new Rig().addReader().addConverter().start()) {
      FakeRenderer other = new FakeRenderer();
      rig.stream.loader().add(Rig.offer(other, java.util.Map.of("oriel.renderer", "other")));
      rig.until(() -> code(rig) == ErrorCode.RENDERER_UNAVAILABLE);
      assertThat(other.sessions).isEmpty();
    }
  }

  @Test
  void anOpenThatFailsForWantOfARendererDoesNotLoseTheConfiguredStage() {
    try (Rig rig = new Rig().addReader().addConverter().start()) {
      rig.until(() -> code(rig) == ErrorCode.RENDERER_UNAVAILABLE);
      CompletableFuture<?> asked = rig.open("other.usda");
      assertThat(Rig.failureOf(asked).code()).isEqualTo(ErrorCode.RENDERER_UNAVAILABLE);
      rig.addRenderer();
      rig.until(() -> rig.status().ready());
      assertThat(rig.status().stage().location()).isEqualTo("first.usda");
    }
  }

  static Stream<List<String>> orders() {
    List<List<String>> all = new ArrayList<>();
    permute(new ArrayList<>(List.of("renderer", "reader", "converter", "start")), 0, all);
    return all.stream();
  }

  private static void permute(List<String> parts, int from, List<List<String>> into) {
    if (from == parts.size()) {
      into.add(List.copyOf(parts));
      return;
    }
    for (int i = from; i < parts.size(); i++) {
      java.util.Collections.swap(parts, from, i);
      permute(parts, from + 1, into);
      java.util.Collections.swap(parts, from, i);
    }
  }

  @ParameterizedTest
  @MethodSource("orders")
  void becomesReadyWhateverComesFirst(List<String> order) {
    try (Rig rig = new Rig()) {
      boolean started = false;
      for (String part : order) {
        switch (part) {
          case "renderer" -> rig.addRenderer();
          case "reader" -> rig.addReader();
          case "converter" -> rig.addConverter();
          default -> {
            rig.start();
            started = true;
          }
        }
        if (started) {
          rig.ticks(3);
        }
      }
      rig.until(() -> rig.status().ready());
      assertThat(rig.status().stage().generation()).isEqualTo(1);
      assertThat(rig.renderer.sessions).hasSize(1);
      rig.assertPartsTreatedWell();
    }
  }

  private static ErrorCode code(Rig rig) {
    return rig.status().problem().map(Problem::code).orElse(null);
  }
}
