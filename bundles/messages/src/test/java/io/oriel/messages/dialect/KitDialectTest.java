package io.oriel.messages.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.Problem;
import io.oriel.api.message.ReceivedMessage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KitDialectTest {
  private static final Problem PROBLEM = new Problem(ErrorCode.STAGE_NOT_FOUND, "no such stage");

  private final KitDialect kit = new KitDialect();

  private List<Map.Entry<String, Map<String, Object>>> sent(
      String event, Map<String, Object> payload) {
    return written(kit.translate(new WireMessage(event, payload, ""), ""));
  }

  private static List<Map.Entry<String, Map<String, Object>>> written(List<WireMessage> messages) {
    return messages.stream().map(m -> Map.entry(m.event(), m.payload())).toList();
  }

  private void asks(String event, Map<String, Object> payload) {
    kit.asked(new ReceivedMessage(event, "kit", payload));
  }

  private List<WireMessage> answered(String event, Optional<Problem> failure) {
    return kit.answered(new ReceivedMessage(event, "kit", Map.of()), failure);
  }

  private static Map<String, Object> opened(String url, String result, String error) {
    return Map.of("url", url, "result", result, "error", error);
  }

  @Test
  void namesTheStageAsTheViewerDidThatAskedForIt() {
    asks("openStageRequest", Map.of("url", "./samples/a.usd"));
    assertThat(sent(KitDialect.ASKED, Map.of("url", "a.usd"))).isEmpty();
    assertThat(sent("openStageResult", Map.of("url", "c.usd", "result", "success")))
        .as("somebody else's")
        .containsExactly(Map.entry("openedStageResult", opened("c.usd", "success", "")));
    assertThat(
            sent(
                "openStageResult",
                Map.of("url", "a.usd", "result", "success", "root_prim_path", "/World")))
        .containsExactly(Map.entry("openedStageResult", opened("./samples/a.usd", "success", "")));
    assertThat(sent("loadingStateResponse", Map.of("url", "a.usd", "loading_state", "idle")))
        .containsExactly(
            Map.entry(
                "loadingStateResponse", Map.of("url", "./samples/a.usd", "loading_state", "idle")));
    assertThat(sent("openStageResult", Map.of("url", "b.usd", "result", "success")))
        .containsExactly(Map.entry("openedStageResult", opened("b.usd", "success", "")));
  }

  @Test
  void saysWhyAStageWasNotOpened() {
    asks("openStageRequest", Map.of("url", "./samples/a.usd"));
    assertThat(
            sent(
                "openStageResult",
                Map.of("url", "./samples/a.usd", "result", "error", "error", "no such stage")))
        .containsExactly(
            Map.entry("openedStageResult", opened("./samples/a.usd", "error", "no such stage")));
    assertThat(sent("openStageResult", Map.of("url", "b.usd", "result", "success")))
        .containsExactly(Map.entry("openedStageResult", opened("b.usd", "success", "")));
  }

  @Test
  void remembersANewerRequestWhenAnOlderOneFails() {
    asks("openStageRequest", Map.of("url", "./a.usd"));
    sent(KitDialect.ASKED, Map.of("url", "a.usd"));
    asks("openStageRequest", Map.of("url", "./b.usd"));
    sent(KitDialect.ASKED, Map.of("url", "b.usd"));
    sent("openStageResult", Map.of("url", "./a.usd", "result", "error", "error", "superseded"));
    assertThat(sent("openStageResult", Map.of("url", "b.usd", "result", "success")))
        .containsExactly(Map.entry("openedStageResult", opened("./b.usd", "success", "")));
  }

  @Test
  void remembersNotEveryNameThatAViewerInvents() {
    for (int i = 0; i < 1000; i++) {
      asks("openStageRequest", Map.of("url", "./" + i + ".usd"));
      sent(KitDialect.ASKED, Map.of("url", i + ".usd"));
    }
    assertThat(sent("openStageResult", Map.of("url", "0.usd", "result", "success")))
        .containsExactly(Map.entry("openedStageResult", opened("0.usd", "success", "")));
    assertThat(sent("openStageResult", Map.of("url", "999.usd", "result", "success")))
        .containsExactly(Map.entry("openedStageResult", opened("./999.usd", "success", "")));
  }

  @Test
  void leavesThatOutOfTheOtherDialect() {
    assertThat(Dialect.VIEWER.translate(new WireMessage(KitDialect.ASKED, Map.of(), ""), ""))
        .isEmpty();
  }

  @Test
  void givesAnEmptyListToAChildThatHasChildrenAndNoneToOthers() {
    WireMessage children =
        new WireMessage(
            "getChildrenResult",
            Map.of(
                "prim_path",
                "/World",
                "children",
                List.of(
                    Map.of("name", "a", "path", "/World/a", "type", "xform", "children", true),
                    Map.of("name", "b", "path", "/World/b", "type", "geom", "children", false))),
            "children");
    List<WireMessage> sent = kit.translate(children, "");
    assertThat(written(sent))
        .containsExactly(
            Map.entry(
                "getChildrenResponse",
                Map.of(
                    "prim_path",
                    "/World",
                    "children",
                    List.of(
                        Map.of("name", "a", "path", "/World/a", "children", List.of()),
                        Map.of("name", "b", "path", "/World/b")))));
    assertThat(sent.getFirst().truncatable()).isEqualTo("children");
  }

  @Test
  void renamesTheKeysOfProgress() {
    assertThat(sent("updateProgressAmount", Map.of("amount", 0.5)))
        .containsExactly(Map.entry("updateProgressAmount", Map.of("progress", 0.5)));
    assertThat(sent("updateProgressActivity", Map.of("activity", "textures")))
        .containsExactly(Map.entry("updateProgressActivity", Map.of("text", "textures")));
  }

  @Test
  void doesNotRepeatTheViewersOwnSelection() {
    WireMessage selection =
        new WireMessage("stageSelectionChanged", Map.of("prims", List.of()), "");
    assertThat(kit.translate(selection, "selectPrimsRequest")).isEmpty();
    assertThat(kit.translate(selection, "")).containsExactly(selection);
    assertThat(kit.translate(selection, "pickRequest")).containsExactly(selection);
  }

  @Test
  void answersWhatTheOtherDialectDoesNot() {
    assertThat(written(answered("makePrimsPickable", Optional.empty())))
        .containsExactly(
            Map.entry("makePrimsPickableResponse", Map.of("result", "success", "error", "")));
    assertThat(written(answered("makePrimsPickable", Optional.of(PROBLEM))))
        .containsExactly(
            Map.entry(
                "makePrimsPickableResponse",
                Map.of("result", "error", "error", PROBLEM.message())));
    assertThat(answered("getStatsRequest", Optional.empty())).isEmpty();
  }

  @Test
  void answersAResetWhenItIsKnownWhatBecameOfIt() {
    asks("resetStage", Map.of());
    assertThat(answered("resetStage", Optional.empty())).isEmpty();
    assertThat(sent("openStageResult", Map.of("url", "a.usd", "result", "success")))
        .containsExactly(
            Map.entry("openedStageResult", opened("a.usd", "success", "")),
            Map.entry("resetStageResponse", Map.of("result", "success", "error", "")));
    assertThat(sent("openStageResult", Map.of("url", "a.usd", "result", "success"))).hasSize(1);

    asks("resetStage", Map.of());
    assertThat(written(answered("resetStage", Optional.of(PROBLEM))))
        .containsExactly(
            Map.entry("resetStageResponse", Map.of("result", "error", "error", PROBLEM.message())));
    assertThat(sent("openStageResult", Map.of("url", "a.usd", "result", "success"))).hasSize(1);
  }

  @Test
  void answersAResetByNothingThatAnswersAnotherMessage() {
    asks("resetStage", Map.of());
    WireMessage refused =
        new WireMessage("openStageResult", Map.of("url", "b.usd", "result", "error"), "");
    assertThat(written(kit.translate(refused, "openStageRequest")))
        .containsExactly(Map.entry("openedStageResult", opened("b.usd", "error", "")));
    WireMessage failed =
        new WireMessage(
            "openStageResult", Map.of("url", "a.usd", "result", "error", "error", "slow"), "");
    assertThat(written(kit.translate(failed, "resetStage")))
        .containsExactly(
            Map.entry("openedStageResult", opened("a.usd", "error", "slow")),
            Map.entry("resetStageResponse", Map.of("result", "error", "error", "slow")));
  }

  @Test
  void sendsWhatKitDoesNotKnowAsItIs() {
    WireMessage message = new WireMessage("activeAOVState", Map.of("active", "LdrColor"), "");
    assertThat(kit.translate(message, "")).containsExactly(message);
  }
}
