package io.oriel.engine;

import io.oriel.api.aov.AovData;
import io.oriel.api.aov.AovLayout;
import io.oriel.api.aov.Aovs;
import io.oriel.api.aov.ElementType;
import io.oriel.api.aov.HostTensor;
import io.oriel.api.aov.TensorLayout;
import io.oriel.api.image.Placement;
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
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A renderer whose picture is the number of its step, and that fails and hangs as it is told. */
final class FakeRenderer implements RendererProvider {
  final List<Session> sessions = new CopyOnWriteArrayList<>();
  final List<String> violations = new CopyOnWriteArrayList<>();
  volatile List<String> aovs = List.of(Aovs.LDR_COLOR, Aovs.DEPTH);
  volatile Placement placement = Placement.HOST;
  volatile boolean picks;
  volatile boolean prepareNeedsLock;
  volatile boolean unchanged;
  volatile List<RenderSetting> settings = List.of();
  volatile Throwable openFailure;
  volatile Throwable prepareFailure;
  volatile Throwable commitFailure;
  volatile Throwable stepFailure;
  volatile Throwable frameCloseFailure;

  /** What is thrown when these outputs are asked for. */
  final Map<String, Throwable> mapFailures = new ConcurrentHashMap<>();

  volatile Runnable meanwhile = () -> {};
  volatile Runnable whileMapping = () -> {};
  volatile Gate openGate;
  volatile Gate prepareGate;
  volatile Gate stepGate;
  volatile Gate commitGate;
  volatile Gate mapGate;
  volatile Gate frameCloseGate;
  volatile Gate preparedCloseGate;
  volatile Gate closeGate;

  @Override
  public Renderer open(RenderTarget target) {
    pass(openGate);
    Failure.raise(openFailure);
    Session session = new Session(target);
    sessions.add(session);
    return session;
  }

  Session last() {
    return sessions.getLast();
  }

  private static void pass(Gate gate) {
    if (gate != null) {
      gate.pass();
    }
  }

  /** One stream's renderer. */
  final class Session implements Renderer {
    final AtomicInteger steps = new AtomicInteger();
    final List<Prepared> prepared = new CopyOnWriteArrayList<>();
    volatile ViewState view;
    volatile double timeCode;
    volatile Map<String, String> preparedWith = Map.of();
    volatile String stepThread = "";
    volatile String closeThread;

    private final RendererCapabilities capabilities =
        RendererCapabilities.of(aovs)
            .placement(placement)
            .picks(picks)
            .prepareNeedsLock(prepareNeedsLock)
            .settings(settings)
            .build();
    private final RenderTarget target;
    private final MemorySegment pixels;

    Session(RenderTarget target) {
      this.target = target;
      this.pixels = Arena.ofAuto().allocate(target.width() * target.height() * 4L, 64);
    }

    @Override
    public RendererCapabilities capabilities() {
      return capabilities;
    }

    @Override
    public PreparedStage prepare(StageContext context) {
      checkOpen("prepare");
      pass(prepareGate);
      Failure.raise(prepareFailure);
      checkOpen("prepare");
      preparedWith = context.settings();
      Prepared stage = new Prepared(this, (FakeStageReader.FakeStage) stageOf(context));
      prepared.add(stage);
      return stage;
    }

    private Object stageOf(StageContext context) {
      return context.stage() instanceof FakeStageReader.FakeStage fake ? fake : null;
    }

    @Override
    public RenderedFrame step(StepRequest request) {
      checkOpen("step");
      stepThread = Thread.currentThread().getName();
      pass(stepGate);
      meanwhile.run();
      Failure.raise(stepFailure);
      checkOpen("step");
      view = request.view();
      timeCode = request.timeCode();
      if (!unchanged) {
        pixels.set(ValueLayout.JAVA_INT, 0, steps.incrementAndGet());
      }
      return new Frame(this, request.picks());
    }

    @Override
    public void close() {
      checkOpen("close");
      pass(closeGate);
      if (prepared.stream().anyMatch(p -> p.closed.get() == 0)) {
        violations.add("renderer closed before a stage it had prepared");
      }
      closeThread = Thread.currentThread().getName();
    }

    private void checkOpen(String call) {
      if (closeThread != null) {
        violations.add(call + " after close");
      }
    }
  }

  /** A stage that counts how it is treated. */
  final class Prepared implements PreparedStage {
    final AtomicInteger committed = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();
    private final Session session;
    private final FakeStageReader.FakeStage stage;

    Prepared(Session session, FakeStageReader.FakeStage stage) {
      this.session = session;
      this.stage = stage;
    }

    @Override
    public void commit() {
      session.checkOpen("commit");
      if (stage != null && stage.closed.get() > 0) {
        violations.add("commit of a stage that was closed");
      }
      pass(commitGate);
      Failure.raise(commitFailure);
      committed.incrementAndGet();
    }

    @Override
    public void close() {
      session.checkOpen("close of a prepared stage");
      pass(preparedCloseGate);
      if (stage != null && stage.closed.get() > 0) {
        violations.add("the stage was closed before what was prepared of it");
      }
      if (closed.incrementAndGet() > 1) {
        violations.add("prepared stage closed twice");
      }
    }
  }

  private final class Frame implements RenderedFrame {
    private final Session session;
    private final List<PickQuery> queries;

    Frame(Session session, List<PickQuery> queries) {
      this.session = session;
      this.queries = queries;
    }

    @Override
    public boolean unchanged() {
      return unchanged;
    }

    @Override
    public Optional<AovLayout> layout(String aov) {
      return aovs.contains(aov) ? Optional.of(layoutOf(aov)) : Optional.empty();
    }

    private AovLayout layoutOf(String aov) {
      boolean color = aov.equals(Aovs.LDR_COLOR);
      return AovLayout.of(
          aov,
          TensorLayout.dense(
              color ? ElementType.U8 : ElementType.F32,
              session.target.width(),
              session.target.height(),
              color ? 4 : 1));
    }

    @Override
    public AovData map(String aov) {
      pass(mapGate);
      whileMapping.run();
      Failure.raise(mapFailures.get(aov));
      HostTensor tensor = new HostTensor(layoutOf(aov).image(), session.pixels);
      return () -> tensor;
    }

    @Override
    public List<PickResult> picks() {
      return picks
          ? queries.stream()
              .map(query -> new PickResult(query, PickResult.Outcome.MISS, List.of()))
              .toList()
          : List.of();
    }

    @Override
    public void close() {
      pass(frameCloseGate);
      Failure.raise(frameCloseFailure);
    }
  }
}
