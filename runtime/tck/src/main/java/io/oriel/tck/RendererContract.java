package io.oriel.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.oriel.api.aov.AovLayout;
import io.oriel.api.aov.Aovs;
import io.oriel.api.aov.HostTensor;
import io.oriel.api.aov.Tensor;
import io.oriel.api.aov.TensorLayout;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.geometry.Matrix4;
import io.oriel.api.geometry.Vector3;
import io.oriel.api.render.Camera;
import io.oriel.api.render.PickHit;
import io.oriel.api.render.PickQuery;
import io.oriel.api.render.PickResult;
import io.oriel.api.render.PreparedStage;
import io.oriel.api.render.RenderSetting;
import io.oriel.api.render.RenderTarget;
import io.oriel.api.render.RenderedFrame;
import io.oriel.api.render.Renderer;
import io.oriel.api.render.RendererCapabilities;
import io.oriel.api.render.RendererProvider;
import io.oriel.api.render.StageContext;
import io.oriel.api.render.ViewState;
import io.oriel.api.stage.MeshData;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * What {@link RendererProvider}, {@link Renderer} and {@link RenderedFrame} ask of a renderer whose
 * outputs lie on the host. What is drawn is {@link FakeStage#plates}, 64 by 48 pixels, from a
 * parallel camera that looks along -z from (0, 0, 100): a pixel is half a unit wide, the middle of
 * the picture is the origin.
 */
public abstract class RendererContract {
  private static final int WIDTH = 64;
  private static final int HEIGHT = 48;
  private static final Duration MOMENT = Duration.ofSeconds(1);

  /** Sees the plates from in front. */
  protected static final ViewState FRONT = seenFrom(0, 24);

  private static final ViewState ASIDE = seenFrom(6, 24);
  private static final ViewState FAR = seenFrom(0, 60);

  private static final PickQuery MIDDLE = new PickQuery(WIDTH / 2, HEIGHT / 2, 1, 1, 1);
  private static final PickQuery CORNER = new PickQuery(1, 1, 1, 1, 1);
  private static final PickQuery EVERYTHING = new PickQuery(0, 0, WIDTH, HEIGHT, 1);

  private static ViewState seenFrom(double x, double extent) {
    return through(new Camera(Matrix4.translation(new Vector3(x, 0, 100)), true, extent, 1, 1000));
  }

  private static ViewState through(Camera camera) {
    return ViewState.INITIAL.with().camera(camera).build();
  }

  /** The provider, the same or a new one each time. */
  protected abstract RendererProvider provider();

  /**
   * What the renderer prepares a stage from; one that reads stages itself gives the same stage as a
   * file.
   */
  protected StageContext context(FakeStage stage) {
    return stage;
  }

  /** By how many of 255 steps two pictures of the same may differ, on average over all channels. */
  protected double tolerance() {
    return 0;
  }

  /** The elements of an output, row by row without padding; host memory by default. */
  protected byte[] download(Tensor tensor) {
    HostTensor host = (HostTensor) tensor;
    TensorLayout layout = host.layout();
    int row = layout.width() * layout.channels() * layout.type().bytes();
    byte[] bytes = new byte[row * layout.height()];
    for (int y = 0; y < layout.height(); y++) {
      MemorySegment.copy(
          host.segment(),
          ValueLayout.JAVA_BYTE,
          (long) y * layout.pitchBytes(),
          bytes,
          y * row,
          row);
    }
    return bytes;
  }

  private RenderRig rig() throws OrielException {
    return new RenderRig(provider(), new RenderTarget("tck", WIDTH, HEIGHT, 60));
  }

  private RenderRig showing(FakeStage stage) throws OrielException {
    RenderRig rig = rig();
    rig.show(context(stage));
    return rig;
  }

  private byte[] picture(RenderRig rig, ViewState view, double time) throws OrielException {
    return rig.step(view, time, List.of(), this::picture);
  }

  private byte[] picture(RenderedFrame frame) throws OrielException {
    return download(frame.map(Aovs.LDR_COLOR).image());
  }

  private double difference(byte[] one, byte[] other) {
    assertThat(other).as("bytes of a picture").hasSameSizeAs(one);
    double sum = 0;
    for (int at = 0; at < one.length; at++) {
      sum += Math.abs((one[at] & 0xff) - (other[at] & 0xff));
    }
    return sum / one.length;
  }

  private void assertSame(byte[] actual, byte[] expected, String what) {
    assertThat(difference(actual, expected)).as(what).isLessThanOrEqualTo(tolerance());
  }

  private void assertOther(byte[] actual, byte[] before, String what) {
    assertThat(difference(actual, before)).as(what).isGreaterThan(tolerance());
  }

  /** What it can do is said once for all, each output and each setting once, colour among them. */
  @Test
  public final void capabilitiesAreConstant() throws OrielException {
    try (RenderRig rig = rig()) {
      RendererCapabilities first = rig.renderer().capabilities();
      assertThat(first.aovs()).doesNotHaveDuplicates().contains(Aovs.LDR_COLOR);
      assertThat(first.settings()).extracting(RenderSetting::key).doesNotHaveDuplicates();
      rig.show(context(FakeStage.plates()));
      picture(rig, FRONT, 0);
      RendererCapabilities later = rig.renderer().capabilities();
      assertThat(later.aovs()).isEqualTo(first.aovs());
      assertThat(later.settings()).isEqualTo(first.settings());
      assertThat(later.placement()).isEqualTo(first.placement());
      assertThat(later.picks()).isEqualTo(first.picks());
      assertThat(later.outlines()).isEqualTo(first.outlines());
    }
  }

  /** A size is drawn, or refused with {@link ErrorCode#RENDERER_UNAVAILABLE} and why. */
  @Test
  public final void everySizeIsDrawnOrRefused() throws OrielException {
    int[][] sizes = {{63, 47}, {1, 1}, {7, 300}, {0, 10}, {-1, 10}, {1 << 30, 1 << 30}};
    for (int[] size : sizes) {
      String what = size[0] + "x" + size[1];
      try (RenderRig rig =
          new RenderRig(provider(), new RenderTarget("tck", size[0], size[1], 60))) {
        rig.show(context(FakeStage.plates()));
        TensorLayout image =
            rig.step(
                FRONT, 0, List.of(), frame -> frame.layout(Aovs.LDR_COLOR).orElseThrow().image());
        assertThat(image.width()).as(what).isEqualTo(size[0]);
        assertThat(image.height()).as(what).isEqualTo(size[1]);
      } catch (OrielException refused) {
        assertThat(refused.code()).as(what).isEqualTo(ErrorCode.RENDERER_UNAVAILABLE);
        assertThat(refused.getMessage()).isNotEqualTo(refused.code().cause());
      } catch (RuntimeException | OutOfMemoryError e) {
        fail(what, e);
      }
    }
  }

  /** Every output that it can draw is there, as its layout says. */
  @Test
  public final void everyOutputIsDelivered() throws OrielException {
    try (RenderRig rig = showing(FakeStage.plates())) {
      for (String aov : rig.renderer().capabilities().aovs()) {
        rig.step(FRONT.with().aov(aov).build(), 0, List.of(), frame -> assertDelivered(frame, aov));
      }
    }
  }

  private static AovLayout assertDelivered(RenderedFrame frame, String aov) throws OrielException {
    AovLayout layout = frame.layout(aov).orElse(null);
    assertThat(layout).as("layout of %s", aov).isNotNull();
    assertThat(layout.aov()).isEqualTo(aov);
    assertThat(frame.map(aov).image().layout()).as("%s as mapped", aov).isEqualTo(layout.image());
    layout
        .others()
        .forEach((name, other) ->
            assertThat(tensor(frame, aov, name).layout()).as("%s, %s", aov, name).isEqualTo(other));
    return layout;
  }

  private static Tensor tensor(RenderedFrame frame, String aov, String name) {
    try {
      return frame.map(aov).other(name).orElseThrow();
    } catch (OrielException e) {
      throw new AssertionError(e);
    }
  }

  /** An output that it does not know has no layout. */
  @Test
  public final void otherOutputsHaveNoLayout() throws OrielException {
    try (RenderRig rig = showing(FakeStage.plates())) {
      Optional<AovLayout> layout =
          rig.step(FRONT, 0, List.of(), frame -> frame.layout("NoSuchOutput"));
      assertThat(layout).isEmpty();
    }
  }

  /** A stage with nothing in it is drawn. */
  @Test
  public final void theEmptyStageIsDrawn() throws OrielException {
    try (RenderRig rig = rig()) {
      rig.show(context(new FakeStage()));
      assertThat(picture(rig, FRONT, 0)).isNotEmpty();
    } catch (RuntimeException e) {
      fail("the empty stage is not drawn", e);
    }
  }

  private static FakeStage other() {
    MeshData far = FakeStage.plates().meshes().getLast();
    return new FakeStage()
        .with(far, time -> Matrix4.translation(new Vector3(-9, 6, 0)))
        .bounds(new Vector3(-11, 4, 2), new Vector3(-7, 8, 2));
  }

  /** While a stage is prepared the present one is drawn as before. */
  @Test
  public final void preparingLeavesThePictureAsItIs() throws OrielException {
    try (RenderRig rig = showing(FakeStage.plates())) {
      byte[] before = picture(rig, FRONT, 0);
      PreparedStage next = rig.prepare(context(other()));
      assertSame(picture(rig, FRONT, 0), before, "with another stage prepared");
      rig.drop(next);
    }
  }

  /** A prepared stage that is closed before it was committed was never there. */
  @Test
  public final void whatIsDroppedUncommittedLeavesThePictureAsItIs() throws OrielException {
    try (RenderRig rig = showing(FakeStage.plates())) {
      byte[] before = picture(rig, FRONT, 0);
      rig.drop(rig.prepare(context(other())));
      assertSame(picture(rig, FRONT, 0), before, "after another stage was dropped");
    }
  }

  /** What is committed is seen with the next step, and nothing of the former stage. */
  @Test
  public final void theCommittedStageAloneIsSeen() throws OrielException {
    byte[] second = pictureOf(other(), 0);
    try (RenderRig rig = showing(FakeStage.plates())) {
      byte[] first = picture(rig, FRONT, 0);
      assertOther(first, second, "the pictures of two stages");
      rig.show(context(other()));
      assertSame(picture(rig, FRONT, 0), second, "the second stage");
      rig.show(context(FakeStage.plates()));
      assertSame(picture(rig, FRONT, 0), first, "the first stage again");
    }
  }

  private byte[] pictureOf(FakeStage stage, double time) throws OrielException {
    try (RenderRig rig = showing(stage)) {
      return picture(rig, FRONT, time);
    }
  }

  /** A step that says that nothing was drawn has the outputs of the one before. */
  @Test
  public final void unchangedMeansUnchanged() throws OrielException {
    try (RenderRig rig = showing(FakeStage.plates())) {
      byte[] before = picture(rig, FRONT, 0);
      for (double time : new double[] {0, 0, 3, 3, 9, 9, 0}) {
        boolean[] unchanged = new boolean[1];
        byte[] now =
            rig.step(
                FRONT,
                time,
                List.of(),
                frame -> {
                  unchanged[0] = frame.unchanged();
                  return picture(frame);
                });
        assertThat(unchanged[0] && difference(now, before) > tolerance())
            .as("called unchanged at %s and is not", time)
            .isFalse();
        before = now;
      }
    }
  }

  /** Another camera, another time, another stage: each is drawn and said to be a change. */
  @Test
  public final void aChangeIsNotCalledUnchanged() throws OrielException {
    try (RenderRig rig = showing(FakeStage.plates())) {
      picture(rig, FRONT, 0);
      assertThat(unchanged(rig, ASIDE, 0)).as("another camera").isFalse();
      assertThat(unchanged(rig, ASIDE, 8)).as("another time").isFalse();
      rig.show(context(other()));
      assertThat(unchanged(rig, ASIDE, 8)).as("another stage").isFalse();
    }
  }

  private boolean unchanged(RenderRig rig, ViewState view, double time) throws OrielException {
    return rig.step(view, time, List.of(), RenderedFrame::unchanged);
  }

  /** What moves is where it is at the time of the step, forwards and backwards. */
  @Test
  public final void timeIsAParameter() throws OrielException {
    try (RenderRig rig = showing(FakeStage.plates())) {
      byte[] early = picture(rig, FRONT, 1);
      assertOther(picture(rig, FRONT, 8), early, "a later time");
      assertSame(picture(rig, FRONT, 1), early, "the early time again");
    }
  }

  /** The view counts whole: how it came about is not seen, and a new renderer shows the same. */
  @Test
  public final void theViewIsAppliedWhole() throws OrielException {
    ViewState marked = FRONT.with().outlines(Map.of("/World/Slider", 1)).build();
    try (RenderRig used = showing(FakeStage.plates());
        RenderRig fresh = showing(FakeStage.plates())) {
      picture(used, marked, 0);
      picture(used, ASIDE, 1);
      byte[] there = picture(used, FAR, 2);
      assertSame(there, picture(fresh, FAR, 2), "after other views");
      assertOther(there, picture(fresh, FRONT, 2), "another camera");
      used.show(context(FakeStage.plates()));
      assertSame(picture(used, FAR, 2), there, "after the stage was loaded again");
    }
  }

  /** As many answers as questions, in their order; none where nothing was asked. */
  @Test
  public final void picksAreAnsweredInTheirOrder() throws OrielException {
    try (RenderRig rig = showing(FakeStage.plates())) {
      assumePicks(rig);
      PickQuery outside = new PickQuery(-20, -20, 5, 5, 1);
      PickQuery beyond = new PickQuery(WIDTH - 1, HEIGHT - 1, 1 << 20, 1 << 20, 1);
      assertThat(rig.picks(FRONT, CORNER, MIDDLE, outside, EVERYTHING, beyond))
          .extracting(PickResult::query)
          .containsExactly(CORNER, MIDDLE, outside, EVERYTHING, beyond);
      assertThat(rig.picks(FRONT)).isEmpty();
    }
  }

  private static void assumePicks(RenderRig rig) {
    assumeTrue(rig.renderer().capabilities().picks(), "it does not pick");
  }

  /** A pick finds the prims that are seen, nearest first, with place and normal. */
  @Test
  public final void picksFindWhatIsSeen() throws OrielException {
    try (RenderRig rig = showing(FakeStage.plates())) {
      assumePicks(rig);
      List<PickResult> results = rig.picks(FRONT, MIDDLE, CORNER, EVERYTHING);
      PickHit middle = only(results.getFirst());
      assertThat(middle.primPath()).isEqualTo("/World/Plate");
      assertThat(middle.position().minus(new Vector3(0.25, -0.25, 0)).length())
          .as("place of %s", middle)
          .isLessThan(0.5);
      assertThat(middle.normal().minus(new Vector3(0, 0, 1)).length())
          .as("normal of %s", middle)
          .isLessThan(0.01);
      assertThat(results.get(1).outcome()).isEqualTo(PickResult.Outcome.MISS);
      assertThat(results.get(2).hits())
          .extracting(PickHit::primPath)
          .containsExactly("/World/Slider", "/World/Plate");
    }
  }

  private static PickHit only(PickResult result) {
    assertThat(result.outcome()).isEqualTo(PickResult.Outcome.HIT);
    assertThat(result.hits()).hasSize(1);
    return result.hits().getFirst();
  }

  /** A prim that is not pickable is seen and picked through. */
  @Test
  public final void unpickablePrimsArePickedThrough() throws OrielException {
    ViewState without = FRONT.with().unpickable(Set.of("/World/Slider")).build();
    try (RenderRig rig = showing(FakeStage.plates())) {
      assumePicks(rig);
      PickQuery slider = new PickQuery(WIDTH / 2 - 8, HEIGHT / 2, 1, 1, 1);
      assertThat(only(rig.picks(FRONT, slider).getFirst()).primPath()).isEqualTo("/World/Slider");
      assertThat(only(rig.picks(without, slider).getFirst()).primPath()).isEqualTo("/World/Plate");
      assertThat(only(rig.picks(FRONT, slider).getFirst()).primPath()).isEqualTo("/World/Slider");
    }
  }

  /** What is outlined looks otherwise, and as before when it no longer is. */
  @Test
  public final void outlinesComeAndGo() throws OrielException {
    ViewState marked = FRONT.with().outlines(Map.of("/World/Plate", 1)).build();
    try (RenderRig rig = showing(FakeStage.plates())) {
      assumeTrue(rig.renderer().capabilities().outlines(), "it draws no outlines");
      byte[] plain = picture(rig, FRONT, 0);
      assertOther(picture(rig, marked, 0), plain, "with an outline");
      assertSame(picture(rig, FRONT, 0), plain, "without an outline again");
    }
  }

  /** Every value of every setting that it offers is taken, at once or with the next stage. */
  @Test
  public final void offeredSettingsAreTaken() throws OrielException {
    try (RenderRig rig = showing(FakeStage.plates())) {
      for (RenderSetting setting : rig.renderer().capabilities().settings()) {
        for (String value : setting.allowed()) {
          takes(rig, setting.key(), value);
        }
      }
    }
  }

  private void takes(RenderRig rig, String key, String value) {
    try {
      picture(rig, FRONT.with().settings(Map.of(key, value)).build(), 0);
      rig.show(context(FakeStage.plates().setting(key, value)));
      picture(rig, FRONT.with().settings(Map.of(key, value)).build(), 0);
    } catch (OrielException | RuntimeException e) {
      fail(key + " = " + value + " is not taken", e);
    }
  }

  /** Cameras that see nothing or are none make a picture or an {@link OrielException}. */
  @Test
  public final void noCameraMakesItThrowAnythingElse() throws OrielException {
    Matrix4 flat = Matrix4.of(new double[16], 0);
    double huge = 1e300;
    List<Camera> cameras =
        List.of(
            new Camera(flat, true, 24, 1, 1000),
            new Camera(Matrix4.translation(new Vector3(huge, huge, huge)), false, 1, 1, 1000),
            new Camera(Matrix4.translation(new Vector3(Double.NaN, 0, 0)), false, 1, 1e-300, huge),
            new Camera(Matrix4.IDENTITY, false, Double.MIN_VALUE, 1e-300, 1e-299),
            new Camera(Matrix4.IDENTITY, true, huge, 1, huge));
    try (RenderRig rig = showing(FakeStage.plates())) {
      byte[] before = picture(rig, FRONT, 0);
      for (Camera camera : cameras) {
        tryPicture(rig, through(camera), camera.toString());
      }
      assertSame(picture(rig, FRONT, 0), before, "through an ordinary camera again");
    }
  }

  private void tryPicture(RenderRig rig, ViewState view, String what) {
    try {
      picture(rig, view, 0);
    } catch (OrielException refused) {
      assertThat(refused.getMessage()).isNotBlank();
    } catch (RuntimeException e) {
      fail(what, e);
    }
  }

  /**
   * Meshes without points, points that are no numbers: drawn, left out, or refused with a reason.
   */
  @Test
  public final void noStageMakesItThrowAnythingElse() throws OrielException {
    float[] strange = {
      Float.NaN, 0, 0, Float.POSITIVE_INFINITY, 1, 0, -Float.MAX_VALUE, 0, Float.MAX_VALUE, 0, 0, 0
    };
    FakeStage stage =
        new FakeStage()
            .with(MeshData.builder("/World/None", new float[0], new int[0]).build())
            .with(MeshData.builder("/World/Points", new float[] {1, 2, 3}, new int[0]).build())
            .with(MeshData.builder("/World/Strange", strange, new int[] {0, 1, 2, 3, 3, 3}).build())
            .with(
                FakeStage.plates().meshes().getFirst(),
                time -> Matrix4.translation(new Vector3(Double.NaN, time / 0, 1e300)));
    try (RenderRig rig = showing(FakeStage.plates())) {
      byte[] before = picture(rig, FRONT, 0);
      try {
        rig.show(context(stage));
      } catch (OrielException refused) {
        assertThat(refused.getMessage()).isNotBlank();
      } catch (RuntimeException e) {
        fail("a strange stage is prepared", e);
      }
      tryPicture(rig, FRONT, "a strange stage is drawn");
      rig.show(context(FakeStage.plates()));
      assertSame(picture(rig, FRONT, 0), before, "an ordinary stage again");
    }
  }

  /** A load that was given up ends with a stage or an exception, and nothing is seen of it. */
  @Test
  public final void aLoadThatIsGivenUpLeavesThePictureAsItIs() throws OrielException {
    FakeLoadMonitor monitor = new FakeLoadMonitor();
    monitor.cancel();
    try (RenderRig rig = showing(FakeStage.plates())) {
      byte[] before = picture(rig, FRONT, 0);
      try {
        rig.drop(rig.prepare(context(other().monitor(monitor))));
      } catch (OrielException givenUp) {
        assertThat(givenUp.code()).isEqualTo(ErrorCode.SUPERSEDED);
      } catch (RuntimeException e) {
        fail("a load that was given up", e);
      }
      assertSame(picture(rig, FRONT, 0), before, "after a load that was given up");
    }
  }

  /** Streams are drawn at the same time, each as if it were alone. */
  @Test
  public final void streamsAreDrawnAtTheSameTime() throws Exception {
    byte[] plates = pictureOf(FakeStage.plates(), 4);
    byte[] others = pictureOf(other(), 4);
    CyclicBarrier start = new CyclicBarrier(2);
    AtomicInteger next = new AtomicInteger();
    AtOnce.call(
        2,
        () -> {
          boolean first = next.getAndIncrement() == 0;
          try (RenderRig rig = showing(first ? FakeStage.plates() : other())) {
            start.await();
            for (int frame = 0; frame < 20; frame++) {
              picture(rig, ASIDE, 4);
              assertSame(picture(rig, FRONT, 4), first ? plates : others, "beside another stream");
            }
          }
          return first;
        });
  }

  /** After the renderer is closed none of its threads runs. */
  @Test
  public final void noThreadIsLeft() throws OrielException {
    Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());
    try (RenderRig rig = showing(FakeStage.plates())) {
      picture(rig, FRONT, 0);
    }
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> !before.contains(thread) && !isOfTheJvm(thread) && runsOn(thread))
        .isEmpty();
  }

  /** One that has ended its work may need a moment to be gone. */
  private static boolean runsOn(Thread thread) {
    try {
      return !thread.join(MOMENT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Carriers of virtual threads, the common pool, and what the JVM starts for itself. */
  private static boolean isOfTheJvm(Thread thread) {
    ThreadGroup group = thread.getThreadGroup();
    return group == null
        || group.getName().equals("system")
        || group.getName().equals("InnocuousThreadGroup")
        || thread.getName().startsWith("ForkJoinPool")
        || thread.getName().startsWith("junit-");
  }
}
