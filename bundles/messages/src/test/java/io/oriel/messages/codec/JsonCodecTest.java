package io.oriel.messages.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.message.ReceivedMessage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonCodecTest {
  private final JsonCodec codec = new JsonCodec();

  private ReceivedMessage parsed(String text) {
    return codec.parse(text).orElseThrow();
  }

  @Test
  void readsABareMessage() {
    ReceivedMessage message =
        parsed(
            """
            {"event_type":"selectPrimsRequest",
             "payload":{"paths":["/World"],"n":1,"x":1.5,"yes":true,"none":null}}\
            """);
    assertThat(message.event()).isEqualTo("selectPrimsRequest");
    assertThat(message.recipient()).isEmpty();
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("paths", List.of("/World"));
    payload.put("n", 1L);
    payload.put("x", 1.5);
    payload.put("yes", true);
    payload.put("none", null);
    assertThat(message.payload()).isEqualTo(payload);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"event_type\":\"ping\"}",
        "{\"event_type\":\"ping\",\"payload\":null}",
        "{\"event_type\":\"ping\",\"payload\":{}}"
      })
  void takesAMissingPayloadForAnEmptyOne(String text) {
    assertThat(parsed(text)).isEqualTo(new ReceivedMessage("ping", "", Map.of()));
  }

  @Test
  void leavesAPayloadOfTheWrongKindToWhomKnowsTheEvent() {
    assertThat(parsed("{\"event_type\":\"ping\",\"payload\":[1]}").payload())
        .isEqualTo(List.of(1L));
    assertThat(parsed("{\"event_type\":\"ping\",\"payload\":\"x\"}").payload()).isEqualTo("x");
  }

  static Stream<String> envelopes() {
    String bare = "{\"event_type\":\"ping\",\"payload\":{\"n\":1}}";
    String asText = "\"" + bare.replace("\"", "\\\"") + "\"";
    String once = "{\"messageType\":\"json\",\"messageRecipient\":\"kit\",\"data\":" + asText + "}";
    String twice = "\"" + once.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    return Stream.of(
        "{\"messageType\":\"json\",\"messageRecipient\":\"kit\",\"data\":" + bare + "}",
        once,
        "{\"messageType\":\"json\",\"messageRecipient\":\"app\",\"data\":" + once + "}",
        "{\"messageType\":\"json\",\"messageRecipient\":\"app\",\"data\":" + twice + "}",
        "{\"messageType\":\"json\",\"data\":" + once + "}");
  }

  @ParameterizedTest
  @MethodSource("envelopes")
  void unwrapsWhateverWayItIsWrapped(String text) {
    assertThat(parsed(text)).isEqualTo(new ReceivedMessage("ping", "kit", Map.of("n", 1L)));
  }

  @Test
  void takesAnEnvelopeWithoutAnAddresseeForOneToTheApp() {
    assertThat(parsed("{\"messageType\":\"json\",\"data\":{\"event_type\":\"ping\"}}").recipient())
        .isEqualTo("app");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "hello",
        "17",
        "null",
        "[]",
        "\"text\"",
        "{}",
        "{\"event_type\":17}",
        "{\"event_type\":\"\"}",
        "{\"event_type\":null}",
        "{\"payload\":{}}",
        "{\"event_type\":\"ping\"",
        "{\"event_type\":\"ping\"} trailing",
        "{'event_type':'ping'}",
        "{\"messageType\":\"json\",\"data\":17}",
        "{\"messageType\":\"json\",\"data\":\"no json\"}",
        "{\"messageType\":\"json\",\"data\":null}",
        "{\"event_type\":\"ping\",\"payload\":{\"n\":NaN}}"
      })
  void passesOverWhatIsNoMessage(String text) {
    assertThat(codec.parse(text)).isEmpty();
  }

  @Test
  void passesOverWhatIsTooDeepTooLongOrWrappedTooOften() {
    String deep = "[".repeat(100) + "]".repeat(100);
    assertThat(codec.parse("{\"event_type\":\"x\",\"payload\":" + deep + "}")).isEmpty();
    String digits = "1".repeat(200);
    assertThat(codec.parse("{\"event_type\":\"x\",\"payload\":{\"n\":" + digits + "}}")).isEmpty();
    String number = "9223372036854775808";
    assertThat(codec.parse("{\"event_type\":\"x\",\"payload\":{\"n\":" + number + "}}")).isEmpty();
    String name = "n".repeat(2000);
    assertThat(codec.parse("{\"event_type\":\"x\",\"payload\":{\"" + name + "\":1}}")).isEmpty();
    String wrapped = "{\"event_type\":\"x\"}";
    for (int i = 0; i < 20; i++) {
      wrapped = "{\"messageType\":\"json\",\"data\":" + wrapped + "}";
    }
    assertThat(codec.parse(wrapped)).isEmpty();
  }

  @Test
  void writesBareAndWrapped() {
    Map<String, Object> payload = Map.of("paths", List.of("/a \"b\"\n", "/ü"));
    String bare = codec.write("stageSelectionChanged", payload, "");
    assertThat(bare)
        .isEqualTo(
            "{\"event_type\":\"stageSelectionChanged\","
                + "\"payload\":{\"paths\":[\"/a \\\"b\\\"\\n\",\"/ü\"]}}");
    String wrapped = codec.write("stageSelectionChanged", payload, "app");
    assertThat(wrapped)
        .startsWith(
            "{\"messageType\":\"json\",\"messageRecipient\":\"app\",\"data\":\"{\\\"event_type");
    assertThat(parsed(wrapped))
        .isEqualTo(new ReceivedMessage("stageSelectionChanged", "app", payload));
  }

  @Test
  void writesWhatJsonHasNoNumberForAsText() {
    assertThat(
            codec.write("x", Map.of("of", List.of(Double.POSITIVE_INFINITY, Double.NaN, 0.5)), ""))
        .contains("[\"Infinity\",\"NaN\",0.5]");
  }
}
