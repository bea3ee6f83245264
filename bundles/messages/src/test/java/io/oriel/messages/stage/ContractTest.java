package io.oriel.messages.stage;

import io.oriel.api.message.MessageHandler;
import io.oriel.api.stage.VariantSet;
import io.oriel.tck.MessageHandlerContract;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The handlers of stages keep the contract. */
class ContractTest {
  private abstract static class Contract<P extends Record> extends MessageHandlerContract<P> {
    private final Function<StageRig, MessageHandler<P>> handler;
    private final List<P> accepted;
    private StageRig rig;

    @SafeVarargs
    Contract(Function<StageRig, MessageHandler<P>> handler, P... accepted) {
      this.handler = handler;
      this.accepted = List.of(accepted);
    }

    @BeforeEach
    void makeStream(@TempDir Path folder) {
      rig = new StageRig(folder);
      rig.stream.add("/World", "Xform");
      rig.stream.variants = List.of(new VariantSet("paint", List.of("red", "blue"), "red"));
    }

    @Override
    protected final MessageHandler<P> handler() {
      return handler.apply(rig);
    }

    @Override
    protected final List<P> accepted() {
      return accepted;
    }
  }

  @Nested
  class Children extends Contract<GetChildren.Request> {
    Children() {
      super(
          rig -> new GetChildren(rig.streams),
          new GetChildren.Request("/World", List.of("USDGeom"), 0),
          new GetChildren.Request("/World", null, 0));
    }
  }

  @Nested
  class Properties extends Contract<GetProperties.Request> {
    Properties() {
      super(
          rig -> new GetProperties(rig.streams, rig.questions),
          new GetProperties.Request("/World", 1000));
    }
  }

  @Nested
  class PrimCount extends Contract<GetPrimCount.Request> {
    PrimCount() {
      super(rig -> new GetPrimCount(rig.streams), new GetPrimCount.Request());
    }
  }

  @Nested
  class Scenes extends Contract<ListScenes.Request> {
    Scenes() {
      super(
          rig -> new ListScenes(rig.streams, rig.access, rig.questions), new ListScenes.Request());
    }
  }

  @Nested
  class Variants extends Contract<GetVariants.Request> {
    Variants() {
      super(rig -> new GetVariants(rig.streams, rig.questions), new GetVariants.Request("/World"));
    }
  }

  @Nested
  class ChoosingVariants extends Contract<SetVariant.Request> {
    ChoosingVariants() {
      super(
          rig -> new SetVariant(rig.streams, rig.questions),
          new SetVariant.Request("/World", "paint", "blue"));
    }
  }

  @Nested
  class LoadingState extends Contract<LoadingStateQuery.Request> {
    LoadingState() {
      super(rig -> new LoadingStateQuery(rig.streams, rig.access), new LoadingStateQuery.Request());
    }
  }

  @Nested
  class Opening extends Contract<OpenStage.Request> {
    Opening() {
      super(
          rig -> new OpenStage(rig.streams, rig.access, new StageOpening(rig.access)),
          new OpenStage.Request("sets/kitchen.usd"),
          new OpenStage.Request("workshop.usda"));
    }
  }

  @Nested
  class Resetting extends Contract<ResetStage.Request> {
    Resetting() {
      super(
          rig -> new ResetStage(rig.streams, rig.access, new StageOpening(rig.access)),
          new ResetStage.Request());
    }
  }

  @Nested
  class ResettingByItsOtherName extends Contract<ResetStage.Request> {
    ResettingByItsOtherName() {
      super(
          rig -> new ResetStageRequest(rig.streams, rig.access, new StageOpening(rig.access)),
          new ResetStage.Request());
    }
  }
}
