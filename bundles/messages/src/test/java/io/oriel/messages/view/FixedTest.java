package io.oriel.messages.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.messages.stage.FakeReply;
import io.oriel.messages.stage.FakeStreamControl;
import io.oriel.messages.stage.Streams;
import io.oriel.messages.view.ResizeViewportResult.Result;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What viewers cannot change is answered so; and what newcomers are told of the picture. */
class FixedTest {
  private final FakeStreamControl stream = new FakeStreamControl();
  private final FakeReply reply = new FakeReply();
  private final Streams streams = stream.asStreams("");

  private void resize(Double width, Double height) throws OrielException {
    new ResizeViewport(streams).handle(new ResizeViewport.Request(width, height), reply);
  }

  @Test
  void thePictureKeepsItsSizeAndSaysWhich() throws OrielException {
    resize(800.0, 600.0);
    assertThat(reply.only(ResizeViewportResult.class))
        .returns(1280, ResizeViewportResult::width)
        .returns(720, ResizeViewportResult::height)
        .returns(Result.UNSUPPORTED, ResizeViewportResult::result)
        .satisfies(answer -> assertThat(answer.reason().orElseThrow()).contains("fixed"));
  }

  @Test
  void theSizeThatItHasIsASuccess() throws OrielException {
    resize(1280.0, 720.0);
    assertThat(reply.sent)
        .containsExactly(new ResizeViewportResult(1280, 720, Result.SUCCESS, Optional.empty()));
  }

  @Test
  void whatIsNoSizeIsMalformed() {
    for (Double side : new Double[] {null, 0.0, -5.0, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThat(catchThrowableOfType(OrielException.class, () -> resize(side, 600.0)).code())
          .isEqualTo(ErrorCode.MALFORMED);
      assertThat(catchThrowableOfType(OrielException.class, () -> resize(800.0, side)).code())
          .isEqualTo(ErrorCode.MALFORMED);
    }
  }

  @Test
  void whatOrielDoesNotDoIsSaidWithTheReason() {
    for (NotSupported handler :
        List.of(new RuntimeTransform(), new PickEffect(), new PhysicsImpulse())) {
      OrielException refused =
          catchThrowableOfType(
              OrielException.class, () -> handler.handle(new NotSupported.Request(), reply));
      assertThat(refused.code()).isEqualTo(ErrorCode.UNSUPPORTED);
      assertThat(refused.getMessage()).isNotBlank();
    }
  }

  @Test
  void aNewcomerIsToldWhatIsShownAndHow() {
    new ViewGreeting(streams).greet(reply);
    assertThat(reply.sent)
        .containsExactly(
            AvailableAovsResult.of(stream.status().aov()),
            ActiveAovState.of(stream.status().aov()),
            RenderSettingsChanged.of(stream),
            TimelineState.of(stream));
  }

  @Test
  void aNewcomerToAStreamThatIsBeingReplacedIsToldNothing() {
    new ViewGreeting(new Streams()).greet(reply);
    assertThat(reply.sent).isEmpty();
  }
}
