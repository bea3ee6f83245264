package io.oriel.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.aov.AovLayout;
import io.oriel.api.aov.Aovs;
import io.oriel.api.aov.ElementType;
import io.oriel.api.aov.TensorLayout;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.geometry.Vector3;
import io.oriel.api.render.Camera;
import io.oriel.api.render.PickQuery;
import io.oriel.api.render.PickResult;
import io.oriel.api.render.PreparedStage;
import io.oriel.api.render.RenderTarget;
import io.oriel.api.render.RenderedFrame;
import io.oriel.api.render.RendererCapabilities;
import io.oriel.api.render.RendererProvider;
import io.oriel.api.render.StageContext;
import io.oriel.api.render.StepRequest;
import io.oriel.api.render.ViewState;
import io.oriel.api.stage.MeshData;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The sample keeps the contract; each of those below breaks one rule, and that one fails. */
class RendererContractTest {
  private static final List<Thread> LEFT = new CopyOnWriteArrayList<>();
  private static RendererProvider part;

  /** The contract of the sample in question. */
  static class Sample extends RendererContract {
    @Override
    protected RendererProvider provider() {
      return part;
    }
  }

  @AfterAll
  static void endWhatIsLeft() {
    LEFT.forEach(Thread::interrupt);
  }

  private static Map<String, RendererProvider> broken() {
    Map<String, RendererProvider> broken = new TreeMap<>();
    broken.put("capabilitiesAreConstant", Fickle::new);
    broken.put("everySizeIsDrawnOrRefused", RendererContractTest::openThrowing);
    broken.put("everyOutputIsDelivered", OtherPitch::new);
    broken.put("otherOutputsHaveNoLayout", Boasting::new);
    broken.put("theEmptyStageIsDrawn", NeedingMeshes::new);
    broken.put("theCommittedStageAloneIsSeen", KeepingTheFormer::new);
    broken.put("preparingLeavesThePictureAsItIs", ShowingThePrepared::new);
    broken.put("whatIsDroppedUncommittedLeavesThePictureAsItIs", EmptiedByDrops::new);
    broken.put("unchangedMeansUnchanged", BlindBackwards::new);
    broken.put("aChangeIsNotCalledUnchanged", BlindForStages::new);
    broken.put("timeIsAParameter", OnlyForwards::new);
    broken.put("theViewIsAppliedWhole", FirstExtent::new);
    broken.put("picksAreAnsweredInTheirOrder", SilentOutside::new);
    broken.put("picksFindWhatIsSeen", WrongNormals::new);
    broken.put("unpickablePrimsArePickedThrough", PickingAll::new);
    broken.put("outlinesComeAndGo", NoOutlines::new);
    broken.put("offeredSettingsAreTaken", NeverFine::new);
    broken.put("noCameraMakesItThrowAnythingElse", Inverting::new);
    broken.put("noStageMakesItThrowAnythingElse", Indexing::new);
    broken.put("aLoadThatIsGivenUpLeavesThePictureAsItIs", ThrowingWhenGivenUp::new);
    broken.put("streamsAreDrawnAtTheSameTime", SharingTheStage::new);
    broken.put("noThreadIsLeft", LeavingAThread::new);
    return broken;
  }

  static Stream<Map.Entry<String, RendererProvider>> samples() {
    return broken().entrySet().stream();
  }

  @Test
  void theSampleKeepsEveryRule() {
    part = SampleRenderer.PROVIDER;
    assertThat(Broken.rules(Sample.class)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void whatBreaksARuleFailsThatRule(Map.Entry<String, RendererProvider> sample) {
    part = sample.getValue();
    assertThat(Broken.rules(Sample.class)).containsExactly(sample.getKey());
  }

  @Test
  void everyRuleHasASampleThatBreaksIt() {
    assertThat(broken().keySet()).isEqualTo(Broken.allRules(RendererContract.class));
  }

  private static SampleRenderer openThrowing(RenderTarget target) throws OrielException {
    if (target.width() < 1) {
      throw new IllegalArgumentException("width");
    }
    return new SampleRenderer(target);
  }

  private static final class Fickle extends SampleRenderer {
    private boolean stepped;

    Fickle(RenderTarget target) throws OrielException {
      super(target);
    }

    @Override
    public RenderedFrame step(StepRequest request) throws OrielException {
      stepped = true;
      return super.step(request);
    }

    @Override
    public RendererCapabilities capabilities() {
      return stepped
          ? RendererCapabilities.of(List.of(Aovs.LDR_COLOR)).build()
          : super.capabilities();
    }
  }

  private static final class OtherPitch extends SampleRenderer {
    OtherPitch(RenderTarget target) throws OrielException {
      super(target);
    }

    @Override
    Optional<AovLayout> layout(String aov) {
      return super.layout(aov)
          .map(layout -> {
            TensorLayout image = layout.image();
            return AovLayout.of(
                aov,
                new TensorLayout(
                    ElementType.U8, image.width(), image.height(), 4, image.pitchBytes() + 64));
          });
    }
  }

  private static final class Boasting extends SampleRenderer {
    Boasting(RenderTarget target) throws OrielException {
      super(target);
    }

    @Override
    Optional<AovLayout> layout(String aov) {
      return super.layout(Aovs.LDR_COLOR).map(layout -> AovLayout.of(aov, layout.image()));
    }
  }

  private static final class NeedingMeshes extends SampleRenderer {
    NeedingMeshes(RenderTarget target) throws OrielException {
      super(target);
    }

    @Override
    public PreparedStage prepare(StageContext context) throws OrielException {
      context.stage().geometry().meshes().getFirst();
      return super.prepare(context);
    }
  }

  private static final class KeepingTheFormer extends SampleRenderer {
    private SampleScene former = SampleScene.EMPTY;

    KeepingTheFormer(RenderTarget target) throws OrielException {
      super(target);
    }

    @Override
    void show(SampleScene scene) {
      super.show(
          new SampleScene(
              Stream.concat(scene.geometries().stream(), former.geometries().stream()).toList()));
      former = scene;
    }
  }

  private static final class ShowingThePrepared extends SampleRenderer {
    ShowingThePrepared(RenderTarget target) throws OrielException {
      super(target);
    }

    @Override
    PreparedStage prepared(SampleScene scene) {
      SampleScene before = shown();
      show(scene);
      return new PreparedStage() {
        private boolean committed;

        @Override
        public void commit() {
          committed = true;
        }

        @Override
        public void close() {
          if (!committed) {
            show(before);
          }
        }
      };
    }
  }

  private static final class EmptiedByDrops extends SampleRenderer {
    EmptiedByDrops(RenderTarget target) throws OrielException {
      super(target);
    }

    @Override
    PreparedStage prepared(SampleScene scene) {
      return new PreparedStage() {
        private boolean committed;

        @Override
        public void commit() {
          committed = true;
          show(scene);
        }

        @Override
        public void close() {
          if (!committed) {
            show(SampleScene.EMPTY);
          }
        }
      };
    }
  }

  private static final class BlindBackwards extends SampleRenderer {
    BlindBackwards(RenderTarget target) throws OrielException {
      super(target);
    }

    @Override
    boolean isUnchanged(Object before, Object now) {
      return super.isUnchanged(before, now)
          || before instanceof List<?> old
              && !old.isEmpty()
              && (double) old.getLast() > (double) ((List<?>) now).getLast();
    }
  }

  private static final class BlindForStages extends SampleRenderer {
    BlindForStages(RenderTarget target) throws OrielException {
      super(target);
    }

    @Override
    boolean isUnchanged(Object before, Object now) {
      return before instanceof List<?> old
          && !old.isEmpty()
          && old.subList(1, 3).equals(((List<?>) now).subList(1, 3));
    }
  }

  private static final class OnlyForwards extends SampleRenderer {
    private double latest;

    OnlyForwards(RenderTarget target) throws OrielException {
      super(target);
    }

    @Override
    double time(double asked) {
      latest = Math.max(latest, asked);
      return latest;
    }
  }

  private static final class FirstExtent extends SampleRenderer {
    private double extent;

    FirstExtent(RenderTarget target) throws OrielException {
      super(target);
    }

    @Override
    ViewState view(ViewState asked) {
      Camera camera = asked.camera().orElseThrow();
      extent = extent == 0 ? camera.verticalExtent() : extent;
      return asked
          .with()
          .camera(
              new Camera(
                  camera.cameraToWorld(),
                  camera.orthographic(),
                  extent,
                  camera.near(),
                  camera.far()))
          .build();
    }
  }

  private static final class SilentOutside extends SampleRenderer {
    SilentOutside(RenderTarget target) throws OrielException {
      super(target);
    }

    @Override
    Stream<PickResult> pick(PickQuery query, ViewState view, double time) {
      return query.x() < 0 ? Stream.empty() : super.pick(query, view, time);
    }
  }

  private static final class WrongNormals extends SampleRenderer {
    WrongNormals(RenderTarget target) throws OrielException {
      super(target);
    }

    @Override
    Vector3 normal(SampleScene.Hit hit) {
      return new Vector3(1, 0, 0);
    }
  }

  private static final class PickingAll extends SampleRenderer {
    PickingAll(RenderTarget target) throws OrielException {
      super(target);
    }

    @Override
    boolean isPickable(ViewState view, String path) {
      return true;
    }
  }

  private static final class NoOutlines extends SampleRenderer {
    NoOutlines(RenderTarget target) throws OrielException {
      super(target);
    }

    @Override
    boolean isOutlined(ViewState view, String path) {
      return false;
    }
  }

  private static final class NeverFine extends SampleRenderer {
    NeverFine(RenderTarget target) throws OrielException {
      super(target);
    }

    @Override
    ViewState view(ViewState asked) throws OrielException {
      if (asked.settings().containsValue("fine")) {
        throw new OrielException(ErrorCode.UNSUPPORTED, "not that fine");
      }
      return asked;
    }
  }

  private static final class Inverting extends SampleRenderer {
    Inverting(RenderTarget target) throws OrielException {
      super(target);
    }

    @Override
    ViewState view(ViewState asked) {
      asked.camera().orElseThrow().cameraToWorld().inverse();
      return asked;
    }
  }

  private static final class Indexing extends SampleRenderer {
    Indexing(RenderTarget target) throws OrielException {
      super(target);
    }

    @Override
    public PreparedStage prepare(StageContext context) throws OrielException {
      for (MeshData mesh : context.stage().geometry().meshes()) {
        Objects.checkIndex(0, mesh.points().length);
      }
      return super.prepare(context);
    }
  }

  private static final class ThrowingWhenGivenUp extends SampleRenderer {
    ThrowingWhenGivenUp(RenderTarget target) throws OrielException {
      super(target);
    }

    @Override
    public PreparedStage prepare(StageContext context) throws OrielException {
      if (context.monitor().cancelled()) {
        throw new IllegalStateException("given up");
      }
      return super.prepare(context);
    }
  }

  private static final class SharingTheStage extends SampleRenderer {
    private static volatile SampleScene last = SampleScene.EMPTY;

    SharingTheStage(RenderTarget target) throws OrielException {
      super(target);
    }

    @Override
    void show(SampleScene scene) {
      last = scene;
    }

    @Override
    public RenderedFrame step(StepRequest request) throws OrielException {
      super.show(last);
      return super.step(request);
    }
  }

  private static final class LeavingAThread extends SampleRenderer {
    LeavingAThread(RenderTarget target) throws OrielException {
      super(target);
      LEFT.add(Thread.ofPlatform().daemon().name("left").start(LeavingAThread::stay));
    }

    private static void stay() {
      while (!Thread.currentThread().isInterrupted()) {
        LockSupport.park();
      }
    }
  }
}
