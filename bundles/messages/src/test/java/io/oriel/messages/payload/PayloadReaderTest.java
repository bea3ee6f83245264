package io.oriel.messages.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.message.WireName;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PayloadReaderTest {
  enum Mode {
    FAST,
    SLOW_ONE
  }

  record Inner(int x) {
    Inner {
      if (x < 0) {
        throw new IllegalArgumentException("x is negative");
      }
    }
  }

  record All(
      @WireName("prim_path") String path,
      boolean yes,
      Boolean perhaps,
      int count,
      long large,
      double exact,
      Double maybe,
      Mode mode,
      Optional<String> word,
      List<String> paths,
      Map<String, Double> weights,
      Inner inner,
      Object any) {}

  record Nothing() {}

  record Endless(List<Endless> more) {}

  record Odd(Thread thread) {}

  private final PayloadReader<All> reader = new PayloadReader<>(All.class);

  @Test
  void readsEveryKind() throws OrielException {
    assertThat(
            reader.read(
                "x",
                Map.ofEntries(
                    Map.entry("prim_path", "/World"),
                    Map.entry("yes", true),
                    Map.entry("perhaps", false),
                    Map.entry("count", 3.0),
                    Map.entry("large", 1L << 40),
                    Map.entry("exact", 2L),
                    Map.entry("maybe", 2.5),
                    Map.entry("mode", "slow_one"),
                    Map.entry("word", "w"),
                    Map.entry("paths", List.of("/a", "/b")),
                    Map.entry("weights", Map.of("a", 1L)),
                    Map.entry("inner", Map.of("x", 1L)),
                    Map.entry("any", List.of(1L)),
                    Map.entry("unknown", "passed over"))))
        .isEqualTo(
            new All(
                "/World",
                true,
                false,
                3,
                1L << 40,
                2.0,
                2.5,
                Mode.SLOW_ONE,
                Optional.of("w"),
                List.of("/a", "/b"),
                Map.of("a", 1.0),
                new Inner(1),
                List.of(1L)));
  }

  @Test
  void takesWhatIsMissingForNothing() throws OrielException {
    assertThat(reader.read("x", Map.of()))
        .isEqualTo(
            new All(
                null, false, null, 0, 0, 0, null, null, Optional.empty(), null, null, null, null));
    assertThat(new PayloadReader<>(Nothing.class).read("x", Map.of("a", 1L)))
        .isEqualTo(new Nothing());
  }

  static Stream<Arguments> misfits() {
    return Stream.of(
        Arguments.of(List.of(), "x should be an object and is a list"),
        Arguments.of("text", "x should be an object and is a text"),
        Arguments.of(Map.of("prim_path", 1L), "x.prim_path should be a text and is a number"),
        Arguments.of(Map.of("yes", "true"), "x.yes should be true or false and is a text"),
        Arguments.of(Map.of("count", 1L << 40), "x.count should be a whole number between"),
        Arguments.of(Map.of("count", 1.5), "x.count should be a whole number between"),
        Arguments.of(Map.of("count", "1"), "x.count should be a whole number between"),
        Arguments.of(
            Map.of("large", BigInteger.TWO.pow(80)), "x.large should be a whole number between"),
        Arguments.of(
            Map.of("exact", Double.POSITIVE_INFINITY), "x.exact should be a finite number"),
        Arguments.of(Map.of("mode", "other"), "x.mode should be one of fast, slow_one"),
        Arguments.of(Map.of("word", 1L), "x.word should be a text and is a number"),
        Arguments.of(Map.of("paths", "/a"), "x.paths should be a list and is a text"),
        Arguments.of(
            Map.of("paths", List.of("/a", 1L)), "x.paths[1] should be a text and is a number"),
        Arguments.of(
            Map.of("paths", Arrays.asList("/a", null)), "x.paths[1] should be a value and is null"),
        Arguments.of(Map.of("weights", List.of()), "x.weights should be an object and is a list"),
        Arguments.of(
            Map.of("weights", Map.of("k", "v")),
            "x.weights{} should be a finite number and is a text"),
        Arguments.of(
            Map.of("inner", Map.of("x", true)), "x.inner.x should be a whole number between"),
        Arguments.of(Map.of("inner", Map.of("x", -1L)), "x.inner: x is negative"));
  }

  @ParameterizedTest
  @MethodSource("misfits")
  void namesTheComponentAndWhatItShouldBe(Object payload, String expected) {
    assertThatThrownBy(() -> reader.read("x", payload))
        .isInstanceOfSatisfying(
            OrielException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED))
        .hasMessageContaining(expected);
  }

  @Test
  void refusesRecordsThatAreNoPayloads() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PayloadReader<>(Odd.class))
        .withMessageContaining("Odd.thread")
        .withMessageContaining("java.lang.Thread");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PayloadReader<>(Endless.class))
        .withMessageContaining("too deep");
  }
}
