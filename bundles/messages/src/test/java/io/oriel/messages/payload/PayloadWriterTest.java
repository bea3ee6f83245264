package io.oriel.messages.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.oriel.api.message.WireName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PayloadWriterTest {
  enum Result {
    SUCCESS,
    NO_CHANGE
  }

  record Child(String name, boolean children) {}

  record All(
      @WireName("prim_path") String path,
      int count,
      long large,
      double exact,
      float rough,
      Result result,
      Optional<String> error,
      Optional<Child> first,
      List<Child> children,
      Map<String, Object> values) {}

  record Wrong(Object what) {}

  @Test
  void writesEveryKindUnderItsNameOnTheWire() {
    All all =
        new All(
            "/World",
            3,
            1L << 40,
            0.1,
            0.1f,
            Result.NO_CHANGE,
            Optional.empty(),
            Optional.of(new Child("a", false)),
            List.of(new Child("b", true)),
            Map.of("v", List.of(1, 2.5, "x", Optional.of(true).get())));
    assertThat(PayloadWriter.write(all))
        .containsExactly(
            Map.entry("prim_path", "/World"),
            Map.entry("count", 3L),
            Map.entry("large", 1L << 40),
            Map.entry("exact", 0.1),
            Map.entry("rough", 0.1),
            Map.entry("result", "no_change"),
            Map.entry("first", Map.of("name", "a", "children", false)),
            Map.entry("children", List.of(Map.of("name", "b", "children", true))),
            Map.entry("values", Map.of("v", List.of(1L, 2.5, "x", true))));
  }

  @Test
  void namesWhatCannotBeSent() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PayloadWriter.write(new Wrong(new Object())))
        .withMessageContaining("Wrong.what")
        .withMessageContaining("java.lang.Object");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PayloadWriter.write(new Wrong(null)))
        .withMessageContaining("Wrong.what")
        .withMessageContaining("null");
  }
}
