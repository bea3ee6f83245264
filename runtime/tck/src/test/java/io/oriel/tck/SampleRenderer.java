package io.oriel.tck;

import io.oriel.api.aov.AovData;
import io.oriel.api.aov.AovLayout;
import io.oriel.api.aov.Aovs;
import io.oriel.api.aov.ElementType;
import io.oriel.api.aov.HostTensor;
import io.oriel.api.aov.TensorLayout;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
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
import io.oriel.api.render.StepRequest;
import io.oriel.api.render.ViewState;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps the contract: a ray for each pixel, flat colours. A broken one changes a method. */
class SampleRenderer implements Renderer {
  static final RendererProvider PROVIDER = SampleRenderer::new;
  private static final int LARGEST = 1024;

  private final RenderTarget target;
  private final TensorLayout layout;
  private final Arena arena = Arena.ofShared();
  private final HostTensor picture;
  private SampleScene shown = SampleScene.EMPTY;
  private Object drawn = List.of();

  SampleRenderer(RenderTarget target) throws OrielException {
    this.target = target;
    if (Math.min(target.width(), target.height()) < 1
        || Math.max(target.width(), target.height()) > LARGEST) {
      throw new OrielException(ErrorCode.RENDERER_UNAVAILABLE, "sizes are 1 to " + LARGEST);
    }
    layout = TensorLayout.dense(ElementType.U8, target.width(), target.height(), 4);
    picture = new HostTensor(layout, arena.allocate(layout.sizeBytes()));
  }

  @Override
  public RendererCapabilities capabilities() {
    return RendererCapabilities.of(List.of(Aovs.LDR_COLOR))
        .picks(true)
        .outlines(true)
        .settings(
            List.of(
                new RenderSetting(
                    "look",
                    "How it looks.",
                    List.of("plain", "fine"),
                    "plain",
                    RenderSetting.Applies.IMMEDIATE)))
        .build();
  }

  @Override
  public PreparedStage prepare(StageContext context) throws OrielException {
    if (context.monitor().cancelled()) {
      throw new OrielException(ErrorCode.SUPERSEDED, "the load was given up");
    }
    return prepared(new SampleScene(context.stage().geometry()));
  }

  PreparedStage prepared(SampleScene scene) {
    return new PreparedStage() {
      @Override
      public void commit() {
        show(scene);
      }

      @Override
      public void close() {}
    };
  }

  SampleScene shown() {
    return shown;
  }

  void show(SampleScene scene) {
    shown = scene;
  }

  @Override
  public RenderedFrame step(StepRequest request) throws OrielException {
    double time = time(request.timeCode());
    ViewState view = view(request.view());
    Object now = List.of(shown, view, time);
    boolean unchanged = isUnchanged(drawn, now);
    if (!drawn.equals(now)) {
      draw(view, time);
    }
    drawn = now;
    return new Frame(
        unchanged, request.picks().stream().flatMap(q -> pick(q, view, time)).toList());
  }

  double time(double asked) {
    return asked;
  }

  ViewState view(ViewState asked) throws OrielException {
    return asked;
  }

  boolean isUnchanged(Object before, Object now) {
    return before.equals(now);
  }

  private void draw(ViewState view, double time) {
    for (int y = 0; y < target.height(); y++) {
      for (int x = 0; x < target.width(); x++) {
        int color =
            nearest(view, time, x, y)
                .map(hit -> isOutlined(view, hit.path()) ? 0xff00ffff : hit.color())
                .orElse(0xff202020);
        picture
            .segment()
            .set(ValueLayout.JAVA_INT_UNALIGNED, (long) y * layout.pitchBytes() + x * 4L, color);
      }
    }
  }

  boolean isOutlined(ViewState view, String path) {
    return view.outlines().containsKey(path);
  }

  private Optional<SampleScene.Hit> nearest(ViewState view, double time, int x, int y) {
    return shown.hits(view.camera().orElseThrow(), target, time, x, y).stream().findFirst();
  }

  java.util.stream.Stream<PickResult> pick(PickQuery query, ViewState view, double time) {
    Map<String, SampleScene.Hit> found = new LinkedHashMap<>();
    for (int y = Math.max(0, query.y()); y < end(query.y(), query.height(), target.height()); y++) {
      for (int x = Math.max(0, query.x()); x < end(query.x(), query.width(), target.width()); x++) {
        shown.hits(view.camera().orElseThrow(), target, time, x, y).stream()
            .filter(hit -> isPickable(view, hit.path()))
            .findFirst()
            .ifPresent(hit -> found.merge(hit.path(), hit, SampleScene.Hit::nearer));
      }
    }
    List<PickHit> hits = found.values().stream().sorted().map(hit -> hit.as(normal(hit))).toList();
    return java.util.stream.Stream.of(
        new PickResult(
            query, hits.isEmpty() ? PickResult.Outcome.MISS : PickResult.Outcome.HIT, hits));
  }

  private static int end(int from, int length, int limit) {
    return (int) Math.min(limit, (long) from + length);
  }

  boolean isPickable(ViewState view, String path) {
    return !view.unpickable().contains(path);
  }

  io.oriel.api.geometry.Vector3 normal(SampleScene.Hit hit) {
    return hit.normal();
  }

  Optional<AovLayout> layout(String aov) {
    return aov.equals(Aovs.LDR_COLOR) ? Optional.of(AovLayout.of(aov, layout)) : Optional.empty();
  }

  @Override
  public void close() {
    arena.close();
  }

  private final class Frame implements RenderedFrame {
    private final boolean unchanged;
    private final List<PickResult> picks;

    Frame(boolean unchanged, List<PickResult> picks) {
      this.unchanged = unchanged;
      this.picks = picks;
    }

    @Override
    public boolean unchanged() {
      return unchanged;
    }

    @Override
    public Optional<AovLayout> layout(String aov) {
      return SampleRenderer.this.layout(aov);
    }

    @Override
    public AovData map(String aov) {
      return () -> picture;
    }

    @Override
    public List<PickResult> picks() {
      return picks;
    }

    @Override
    public void close() {}
  }
}
