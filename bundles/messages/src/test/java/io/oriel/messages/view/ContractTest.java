package io.oriel.messages.view;

import io.oriel.api.message.MessageHandler;
import io.oriel.api.render.RenderSetting;
import io.oriel.api.stream.AovStatus;
import io.oriel.messages.stage.FakeAnnouncer;
import io.oriel.messages.stage.FakeStreamControl;
import io.oriel.messages.stage.Streams;
import io.oriel.tck.FakeClock;
import io.oriel.tck.MessageHandlerContract;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;

/** The handlers of what is seen keep the contract. */
class ContractTest {
  /** A stream with two outputs and a setting. */
  private static final class Shown {
    final FakeStreamControl stream = new FakeStreamControl();
    final Streams streams = stream.asStreams("");
    final AovBoard board = new AovBoard(new FakeAnnouncer(), streams);

    Shown() {
      stream.aov(
          new AovStatus(
              "LdrColor",
              "LdrColor",
              List.of("LdrColor", "DepthSD", "InstanceSegmentationSD"),
              Optional.empty()));
      stream.settings =
          List.of(
              new RenderSetting(
                  "shadows",
                  "Shadows.",
                  List.of("true", "false"),
                  "true",
                  RenderSetting.Applies.IMMEDIATE));
      board.bindStream(stream);
    }
  }

  private abstract static class Contract<P extends Record> extends MessageHandlerContract<P> {
    private final Shown shown = new Shown();
    private final Function<Shown, MessageHandler<P>> handler;
    private final List<P> accepted;

    @SafeVarargs
    Contract(Function<Shown, MessageHandler<P>> handler, P... accepted) {
      this.handler = handler;
      this.accepted = List.of(accepted);
    }

    @Override
    protected final MessageHandler<P> handler() {
      return handler.apply(shown);
    }

    @Override
    protected final List<P> accepted() {
      return accepted;
    }
  }

  @Nested
  class ChangingTheOutput extends Contract<ChangeAov.Request> {
    ChangingTheOutput() {
      super(stage -> new ChangeAov(stage.board), new ChangeAov.Request("DepthSD", null));
    }
  }

  @Nested
  class Outputs extends Contract<GetAvailableAovs.Request> {
    Outputs() {
      super(stage -> new GetAvailableAovs(stage.streams), new GetAvailableAovs.Request());
    }
  }

  @Nested
  class Settings extends Contract<GetRenderSettings.Request> {
    Settings() {
      super(stage -> new GetRenderSettings(stage.streams), new GetRenderSettings.Request());
    }
  }

  @Nested
  class ChangingASetting extends Contract<SetRenderSetting.Request> {
    ChangingASetting() {
      super(
          stage -> new SetRenderSetting(stage.streams),
          new SetRenderSetting.Request("shadows", "false"),
          new SetRenderSetting.Request("shadows", true));
    }
  }

  @Nested
  class Timeline extends Contract<GetTimeline.Request> {
    Timeline() {
      super(stage -> new GetTimeline(stage.streams), new GetTimeline.Request());
    }
  }

  @Nested
  class ChangingTheTimeline extends Contract<SetTimeline.Request> {
    ChangingTheTimeline() {
      super(
          stage -> new SetTimeline(stage.streams), new SetTimeline.Request(true, 1.5, 2.0, false));
    }
  }

  @Nested
  class Segmentation extends Contract<ToggleSegView.Request> {
    Segmentation() {
      super(
          stage -> new ToggleSegView(stage.board),
          new ToggleSegView.Request(true),
          new ToggleSegView.Request(null));
    }
  }

  @Nested
  class Resizing extends Contract<ResizeViewport.Request> {
    Resizing() {
      super(stage -> new ResizeViewport(stage.streams), new ResizeViewport.Request(800.0, 600.0));
    }
  }

  @Nested
  class NotSupporting extends Contract<NotSupported.Request> {
    NotSupporting() {
      super(stage -> new RuntimeTransform());
    }
  }

  @Nested
  class Statistics extends Contract<GetStats.Request> {
    Statistics() {
      super(stage -> new GetStats(stage.streams, new FakeClock()), new GetStats.Request());
    }

    @Override
    protected void deactivate(MessageHandler<GetStats.Request> handler) {
      ((GetStats) handler).stop();
    }
  }
}
