package io.oriel.messages.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.geometry.Vector3;
import io.oriel.api.stage.StageInfo;
import io.oriel.api.stream.StageStatus;
import io.oriel.api.stream.StreamState;
import io.oriel.messages.stage.FakeStreamControl.Opening;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What follows when a viewer opens or resets a stage. */
class OpenStageTest {
  @TempDir Path folder;
  private StageRig rig;

  @BeforeEach
  void makeStream() {
    rig = new StageRig(folder);
  }

  private OrielException refused(String url) {
    return catchThrowableOfType(OrielException.class, () -> rig.open(url));
  }

  @Test
  void anotherStageIsLoadedAndItsSuccessIsLeftToTheGreeting() throws OrielException {
    rig.open("sets/kitchen.usd");
    Opening opening = rig.stream.openings.getFirst();
    assertThat(opening.source().location()).isEqualTo(rig.root.resolve("sets/kitchen.usd") + "");
    assertThat(opening.source().timeout()).isEqualTo(Duration.ofSeconds(7));
    assertThat(rig.reply.asked).containsExactly("sets/kitchen.usd");
    rig.stream.show(opening.source().location());
    opening.result().complete(rig.stream.status().stage());
    assertThat(rig.reply.sent).isEmpty();
    assertThat(rig.reply.failures).isEmpty();
  }

  @Test
  void theStageThatIsShownIsAnsweredAtOnceWithItsChildrenAndEndsALoad() throws OrielException {
    rig.stream.add("/World", "Xform");
    rig.stream.add("/World/Bench", "Mesh");
    for (String url : new String[] {"workshop.usda", "./sets/../workshop.usda"}) {
      rig.reply.sent.clear();
      rig.open(url);
      assertThat(rig.reply.only(OpenStageResult.class))
          .returns("workshop.usda", OpenStageResult::url)
          .returns(OpenStageResult.Result.SUCCESS, OpenStageResult::result)
          .returns("/World", OpenStageResult::rootPrimPath)
          .returns("Y", OpenStageResult::upAxis);
      assertThat(rig.reply.only(GetChildrenResult.class).children())
          .containsExactly(new GetChildrenResult.Child("Bench", "/World/Bench", "geom", false));
    }
    assertThat(rig.stream.openings).isEmpty();
    assertThat(rig.stream.cancelled).isEqualTo(2);
    assertThat(rig.reply.asked).containsExactly("workshop.usda", "workshop.usda");
  }

  @Test
  void aStageThatTheHostOpenedIsOpenedByTheNameThatViewersWereTold() throws OrielException {
    rig.stream.show(StageRig.file(folder, "elsewhere/host.usda").toString());
    rig.open("host.usda");
    assertThat(rig.reply.only(OpenStageResult.class).url()).isEqualTo("host.usda");
    rig.stream.show("https://user@example.com/host.usdz?token=x");
    rig.reply.sent.clear();
    rig.open("https://example.com/host.usdz");
    assertThat(rig.reply.only(OpenStageResult.class).result())
        .isEqualTo(OpenStageResult.Result.SUCCESS);
    assertThat(rig.stream.openings).isEmpty();
  }

  @Test
  void aStreamThatDrawsNothingAnyMoreLoadsTheSameStageAgain() throws OrielException {
    rig.stream.ready(false);
    rig.open("workshop.usda");
    assertThat(rig.stream.openings).hasSize(1);
  }

  @Test
  void aLoadThatFailsIsToldToTheAskerWithoutFolders() throws OrielException {
    rig.stream.info = StageInfo.builder().up(new Vector3(0, 0, 1)).build();
    rig.open("sets/kitchen.usd");
    Opening opening = rig.stream.openings.getFirst();
    opening
        .result()
        .completeExceptionally(
            new OrielException(
                ErrorCode.STAGE_INVALID, opening.source().location() + ":3: syntax error"));
    OpenStageResult answer = rig.reply.only(OpenStageResult.class);
    assertThat(answer)
        .returns("sets/kitchen.usd", OpenStageResult::url)
        .returns(OpenStageResult.Result.ERROR, OpenStageResult::result)
        .returns("/World", OpenStageResult::rootPrimPath)
        .returns("Z", OpenStageResult::upAxis);
    assertThat(answer.code()).contains("stage.invalid");
    assertThat(answer.error().orElseThrow()).startsWith("sets/kitchen.usd:3: syntax error");
    assertThat(rig.reply.failures)
        .containsExactly(new Problem(ErrorCode.STAGE_INVALID, "sets/kitchen.usd:3: syntax error"));
  }

  @Test
  void aStageThatIsCommittedIsNotToldToBeThereBeforeItsPicture() throws OrielException {
    String kitchen = rig.root.resolve("sets/kitchen.usd").toString();
    rig.stream.commit(kitchen);
    rig.open("sets/kitchen.usd");
    assertThat(rig.stream.openings).isEmpty();
    assertThat(rig.stream.cancelled).isOne();
    assertThat(rig.reply.sent).isEmpty();
    rig.stream.becomes(StreamState.ACTIVE, true, Optional.empty());
    assertThat(rig.reply.sent).as("left to the greeting").isEmpty();
    assertThat(rig.reply.failures).isEmpty();
    assertThat(rig.stream.listeners).isEmpty();
  }

  @Test
  void aStageThatIsCommittedAndGivesNoPictureFails() throws OrielException {
    String kitchen = rig.root.resolve("sets/kitchen.usd").toString();
    rig.stream.commit(kitchen);
    rig.open("sets/kitchen.usd");
    Problem failed = new Problem(ErrorCode.RENDERER_FAILED, "once");
    rig.stream.becomes(StreamState.RECONFIGURING, true, Optional.of(failed));
    assertThat(rig.reply.failures).isEmpty();
    Problem stopped = new Problem(ErrorCode.RENDERER_STOPPED, "for good");
    rig.stream.becomes(StreamState.RECONFIGURING, false, Optional.of(stopped));
    assertThat(rig.reply.only(OpenStageResult.class).code()).contains("renderer.stopped");
    assertThat(rig.reply.failures).containsExactly(stopped);
    rig.open("sets/kitchen.usd");
    assertThat(rig.stream.openings).as("a load helps").hasSize(1);
  }

  @Test
  void aStageThatIsCommittedAgainIsAnsweredWithItsPicture() throws OrielException {
    rig.stream.commitAgain();
    rig.open("workshop.usda");
    assertThat(rig.reply.sent).isEmpty();
    rig.stream.becomes(StreamState.ACTIVE, true, Optional.empty());
    assertThat(rig.reply.only(OpenStageResult.class).url()).isEqualTo("workshop.usda");
    assertThat(rig.stream.openings).isEmpty();
  }

  @Test
  void aStageThatAnotherFollowedBeforeItsGreetingIsAnswered() throws OrielException {
    rig.open("sets/kitchen.usd");
    Opening opening = rig.stream.openings.getFirst();
    String kitchen = opening.source().location();
    rig.stream.show(kitchen);
    StageStatus shown = rig.stream.status().stage();
    rig.stream.loading(rig.root.resolve("calibration.usda").toString(), 0, "");
    opening.result().complete(shown);
    assertThat(rig.reply.only(OpenStageResult.class))
        .returns("sets/kitchen.usd", OpenStageResult::url)
        .returns(OpenStageResult.Result.SUCCESS, OpenStageResult::result);
    rig.reply.sent.clear();
    rig.open("sets/kitchen.usd");
    rig.reply.sent.clear();

    rig.stream.commit(kitchen);
    rig.open("sets/kitchen.usd");
    rig.stream.show(rig.root.resolve("calibration.usda").toString());
    assertThat(rig.reply.only(OpenStageResult.class).code()).contains("request.superseded");
    assertThat(rig.reply.failures).isEmpty();
  }

  @Test
  void anAskerIsNeverToldOfTheStageOfAnother() throws OrielException {
    rig.open("sets/kitchen.usd");
    rig.stream.show(rig.root.resolve("sets/kitchen.usd").toString());
    StageStatus seen = rig.stream.status().stage();
    String other = rig.root.resolve("calibration.usda").toString();
    rig.stream.loading(other, -1, "");
    rig.stream.whenRead =
        () -> {
          rig.stream.whenRead = () -> {};
          rig.stream.show(other);
          rig.stream.loading(other, -1, "");
        };
    rig.stream.openings.getFirst().result().complete(seen);
    assertThat(rig.reply.only(OpenStageResult.class))
        .returns("sets/kitchen.usd", OpenStageResult::url)
        .returns(Optional.of("request.superseded"), OpenStageResult::code);
  }

  @Test
  void anOlderAskerIsToldThatANewerOneCame() throws OrielException {
    rig.open("sets/kitchen.usd");
    rig.stream
        .openings
        .getFirst()
        .result()
        .completeExceptionally(new OrielException(ErrorCode.SUPERSEDED, "a newer stage"));
    assertThat(rig.reply.only(OpenStageResult.class).code()).contains("request.superseded");
    assertThat(rig.reply.failures).isEmpty();
  }

  @Test
  void aRefusalIsAnsweredTwice() {
    OrielException refused = refused("../secret.usda");
    assertThat(refused.code()).isEqualTo(ErrorCode.STAGE_FORBIDDEN);
    assertThat(rig.reply.only(OpenStageResult.class))
        .returns("../secret.usda", OpenStageResult::url)
        .returns(OpenStageResult.Result.ERROR, OpenStageResult::result);
    assertThat(rig.stream.openings).isEmpty();
    assertThat(rig.stream.cancelled).isZero();
  }

  @Test
  void aMissingUrlIsMalformedAndNothingElse() {
    assertThat(refused(null).code()).isEqualTo(ErrorCode.MALFORMED);
    assertThat(refused("").code()).isEqualTo(ErrorCode.MALFORMED);
    assertThat(rig.reply.sent).isEmpty();
  }

  @Test
  void aStreamThatHasGoneIsNamed() {
    rig.streams.unbindStream(rig.stream);
    assertThat(refused("workshop.usda").code()).isEqualTo(ErrorCode.STREAM_UNKNOWN);
  }

  @Test
  void rootsAndSchemesChangeLive() throws OrielException {
    Path more = folder.resolve("more");
    StageRig.file(more, "more.usda");
    assertThat(refused("more.usda").code()).isEqualTo(ErrorCode.STAGE_NOT_FOUND);
    rig.access.modified(StageRig.config(List.of(more), List.of("https")));
    rig.open("more.usda");
    rig.open("https://example.com/a.usdz");
    assertThat(rig.stream.openings)
        .extracting(opening -> opening.source().location())
        .containsExactly(more.resolve("more.usda") + "", "https://example.com/a.usdz");
  }

  @Test
  void aStageAtTheRootOfADiskAllowsNotTheWholeDisk() {
    Streams streams = rig.stream.asStreams("/stage.usda");
    StageAccess access = new StageAccess(StageRig.config(List.of(), List.of()), streams);
    assertThat(access.of(FakeStreamControl.NAME).roots()).isEmpty();
  }

  @Test
  void aResetLoadsTheShownStageWhateverItIs() throws OrielException {
    rig.ask(
        new ResetStage(rig.streams, rig.access, new StageOpening(rig.access)),
        new ResetStage.Request());
    rig.ask(
        new ResetStageRequest(rig.streams, rig.access, new StageOpening(rig.access)),
        new ResetStage.Request());
    assertThat(rig.stream.openings)
        .extracting(opening -> opening.source().location())
        .containsExactly(
            rig.root.resolve("workshop.usda") + "", rig.root.resolve("workshop.usda") + "");
    rig.stream
        .openings
        .getFirst()
        .result()
        .completeExceptionally(new OrielException(ErrorCode.STAGE_TIMEOUT, ""));
    assertThat(rig.reply.only(OpenStageResult.class).url()).isEqualTo("workshop.usda");
    assertThat(rig.reply.failures).hasSize(1);
  }

  @Test
  void theLoadingStateSaysWhatLoadsOrWhatIsShown() throws OrielException {
    LoadingStateQuery query = new LoadingStateQuery(rig.streams, rig.access);
    rig.ask(query, new LoadingStateQuery.Request());
    rig.stream.loading(rig.root.resolve("sets/kitchen.usd").toString(), 0.5, "");
    rig.ask(query, new LoadingStateQuery.Request());
    assertThat(rig.reply.sent)
        .containsExactly(
            new LoadingStateResponse(LoadingStateResponse.State.IDLE, "workshop.usda"),
            new LoadingStateResponse(LoadingStateResponse.State.BUSY, "sets/kitchen.usd"));
    rig.reply.sent.clear();
    rig.stream.commit(rig.root.resolve("calibration.usda").toString());
    rig.ask(query, new LoadingStateQuery.Request());
    rig.stream.becomes(StreamState.ACTIVE, true, Optional.empty());
    rig.ask(query, new LoadingStateQuery.Request());
    assertThat(rig.reply.sent)
        .containsExactly(
            new LoadingStateResponse(LoadingStateResponse.State.BUSY, "calibration.usda"),
            new LoadingStateResponse(LoadingStateResponse.State.IDLE, "calibration.usda"));
  }
}
