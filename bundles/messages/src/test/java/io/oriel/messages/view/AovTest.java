package io.oriel.messages.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.stream.AovStatus;
import io.oriel.messages.stage.FakeAnnouncer;
import io.oriel.messages.stage.FakeReply;
import io.oriel.messages.stage.FakeStreamControl;
import io.oriel.messages.stage.Streams;
import io.oriel.messages.view.ActiveAovState.Result;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which output is shown, and how viewers change and hear of it. */
class AovTest {
  private static final List<String> ALL =
      List.of("LdrColor", "DepthSD", "InstanceSegmentationSD", "SemanticSegmentationSD");
  private static final Problem REFUSED = new Problem(ErrorCode.AOV_REFUSED, "too deep");

  private final FakeStreamControl stream = new FakeStreamControl();
  private final FakeAnnouncer announcer = new FakeAnnouncer();
  private final FakeReply reply = new FakeReply();
  private final Streams streams = stream.asStreams("");
  private final AovBoard board = new AovBoard(announcer, streams);
  private final ChangeAov change = new ChangeAov(board);
  private final ToggleSegView toggle = new ToggleSegView(board);

  @BeforeEach
  void showColor() {
    stream.aov(status("LdrColor", "LdrColor"));
    board.bindStream(stream);
  }

  private static AovStatus status(String requested, String active) {
    return new AovStatus(requested, active, ALL, Optional.empty());
  }

  /** The engine shows what was asked for, as it does: first it is asked for, then it is there. */
  private void shown() {
    AovStatus before = stream.status().aov();
    stream.aov(status(stream.view.aov(), before.active()));
    stream.aov(status(stream.view.aov(), stream.view.aov()));
  }

  private void change(String aov) throws OrielException {
    change.handle(new ChangeAov.Request(aov, null), reply);
  }

  private void toggle(Boolean enabled) throws OrielException {
    toggle.handle(new ToggleSegView.Request(enabled), reply);
  }

  @Test
  void aChangeIsToldToEverybodyOnceItIsSeen() throws OrielException {
    change("DepthSD");
    assertThat(stream.view.aov()).isEqualTo("DepthSD");
    stream.aov(status("DepthSD", "LdrColor"));
    assertThat(announcer.told).isEmpty();
    stream.aov(status("DepthSD", "DepthSD"));
    assertThat(announcer.told)
        .containsExactly(
            new ActiveAovState(
                "DepthSD",
                ALL,
                Optional.of(Result.SUCCESS),
                Optional.of("LdrColor"),
                Optional.of("DepthSD"),
                Optional.empty()));
    assertThat(reply.sent).isEmpty();
  }

  @Test
  void aChangeThatIsTakenBackBeforeItIsSeenIsTold() throws OrielException {
    change("DepthSD");
    stream.aov(status("DepthSD", "LdrColor"));
    change("LdrColor");
    stream.aov(status("LdrColor", "LdrColor"));
    assertThat(announcer.told).hasSize(1).first().isInstanceOf(ActiveAovState.class);
    assertThat(((ActiveAovState) announcer.told.getFirst()).active()).isEqualTo("LdrColor");
    stream.aov(status("LdrColor", "LdrColor"));
    assertThat(announcer.told).hasSize(1);
  }

  @Test
  void aChangeThatIsTakenBackBeforeAnybodyLookedIsTold() throws OrielException {
    change("DepthSD");
    change("LdrColor");
    assertThat(announcer.told).hasSize(1).first().isInstanceOf(ActiveAovState.class);
    assertThat(((ActiveAovState) announcer.told.getFirst()).active()).isEqualTo("LdrColor");
  }

  @Test
  void aSegmentationThatIsNotSeenYetIsTakenBack() throws OrielException {
    toggle(true);
    stream.aov(status("InstanceSegmentationSD", "LdrColor"));
    toggle(false);
    assertThat(stream.view.aov()).isEqualTo("LdrColor");
    assertThat(reply.only(SegViewState.class).enabled()).isFalse();
    toggle(null);
    assertThat(stream.view.aov()).isEqualTo("InstanceSegmentationSD");
    toggle(null);
    assertThat(stream.view.aov()).isEqualTo("LdrColor");
  }

  @Test
  void theOtherNameOfTheNameServesToo() throws OrielException {
    change.handle(new ChangeAov.Request(null, "DepthSD"), reply);
    assertThat(stream.view.aov()).isEqualTo("DepthSD");
  }

  @Test
  void aChangeThatTurnsOutImpossibleIsToldWithItsReasonAndToTheAskerAsAnError()
      throws OrielException {
    change("DepthSD");
    AovStatus failed = new AovStatus("DepthSD", "LdrColor", ALL, Optional.of(REFUSED));
    stream.aov(failed);
    assertThat(announcer.told)
        .containsExactly(
            new ActiveAovState(
                "LdrColor",
                ALL,
                Optional.of(Result.ERROR),
                Optional.of("LdrColor"),
                Optional.of("DepthSD"),
                Optional.of(REFUSED.message())));
    assertThat(reply.failures).containsExactly(REFUSED);
    change("DepthSD");
    assertThat(reply.failures).containsExactly(REFUSED, REFUSED);
    assertThat(reply.only(ActiveAovState.class).result()).contains(Result.ERROR);
  }

  @Test
  void anOutputThatIsNotThereIsRefusedWithThoseThatAre() {
    OrielException refused = catchThrowableOfType(OrielException.class, () -> change("HdrColor"));
    assertThat(refused.code()).isEqualTo(ErrorCode.AOV_UNAVAILABLE);
    assertThat(refused.getMessage()).contains("DepthSD");
    assertThat(reply.only(ActiveAovState.class))
        .returns("LdrColor", ActiveAovState::active)
        .returns(Optional.of(Result.ERROR), ActiveAovState::result)
        .returns(Optional.of("HdrColor"), ActiveAovState::requested);
    assertThat(stream.view.aov()).isEqualTo("LdrColor");
    assertThat(catchThrowableOfType(OrielException.class, () -> change(null)).code())
        .isEqualTo(ErrorCode.MALFORMED);
  }

  @Test
  void theOutputThatIsShownIsAnsweredToTheAskerAlone() throws OrielException {
    change("LdrColor");
    assertThat(reply.only(ActiveAovState.class).result()).contains(Result.SUCCESS);
    assertThat(announcer.told).isEmpty();
  }

  @Test
  void whatIsAvailableIsToldWhenAConverterComesOrGoes() {
    List<String> fewer = ALL.subList(0, 2);
    stream.aov(new AovStatus("LdrColor", "LdrColor", fewer, Optional.empty()));
    assertThat(announcer.told).containsExactly(new AvailableAovsResult(fewer, fewer));
  }

  @Test
  void availableOutputsAreAnswered() throws OrielException {
    new GetAvailableAovs(streams).handle(new GetAvailableAovs.Request(), reply);
    assertThat(reply.sent).containsExactly(new AvailableAovsResult(ALL, ALL));
  }

  @Test
  void theSegmentationGivesWayToWhatWasShownBefore() throws OrielException {
    change("DepthSD");
    shown();
    announcer.told.clear();
    toggle(null);
    assertThat(stream.view.aov()).isEqualTo("InstanceSegmentationSD");
    shown();
    assertThat(announcer.all(SegViewState.class)).containsExactly(new SegViewState(true));
    assertThat(announcer.all(ActiveAovState.class)).hasSize(1);
    toggle(false);
    assertThat(stream.view.aov()).isEqualTo("DepthSD");
    shown();
    assertThat(announcer.all(SegViewState.class))
        .containsExactly(new SegViewState(true), new SegViewState(false));
  }

  @Test
  void aToggleToWhatIsAnswersTheAsker() throws OrielException {
    toggle(false);
    assertThat(reply.sent)
        .containsExactly(new SegViewState(false), ActiveAovState.of(stream.status().aov()));
    assertThat(announcer.told).isEmpty();
  }

  @Test
  void withoutASegmentationTheToggleIsRefused() {
    stream.aov(new AovStatus("LdrColor", "LdrColor", List.of("LdrColor"), Optional.empty()));
    assertThat(catchThrowableOfType(OrielException.class, () -> toggle(true)).code())
        .isEqualTo(ErrorCode.AOV_UNAVAILABLE);
  }

  @Test
  void anotherStageShowsColorAgainAndSaysSo() throws OrielException {
    toggle(true);
    shown();
    announcer.told.clear();
    stream.updateView(view -> view.with().aov("LdrColor").build());
    shown();
    assertThat(announcer.all(ActiveAovState.class))
        .singleElement()
        .returns("LdrColor", ActiveAovState::active);
    assertThat(announcer.all(SegViewState.class)).containsExactly(new SegViewState(false));
  }

  @Test
  void aStreamThatGoesIsNotListenedToAndItsViewersAreToldSo() {
    board.unbindStream(stream);
    assertThat(stream.listeners).isEmpty();
    assertThat(catchThrowableOfType(OrielException.class, () -> change("DepthSD")).code())
        .isEqualTo(ErrorCode.STREAM_UNKNOWN);
  }
}
