package io.oriel.engine;

import static org.awaitility.Awaitility.await;

import io.oriel.api.aov.Aovs;
import io.oriel.api.error.OrielException;
import io.oriel.api.stage.StageSource;
import io.oriel.api.stream.StageStatus;
import io.oriel.api.stream.StreamInfo;
import io.oriel.api.stream.StreamStatus;
import io.oriel.api.swap.Offer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** A stream on virtual time with a fake of everything. */
final class Rig implements AutoCloseable {
  static final int WIDTH = 16;
  static final int HEIGHT = 16;
  static final int BUFFERS = 6;
  static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final AtomicLong IDS = new AtomicLong();

  final VirtualClock clock;
  final ViewportStream stream;
  final RecordingSink sink = new RecordingSink();
  final FakeRenderer renderer = new FakeRenderer();
  final FakeStageReader reader = new FakeStageReader();
  final FakeConverter converter = new FakeConverter();
  private final String name;
  private boolean closed;

  Rig() {
    this("main", "first.usda", 50, new VirtualClock());
  }

  Rig(String stage) {
    this("main", stage, 50, new VirtualClock());
  }

  Rig(String name, String stage, double fps, VirtualClock clock) {
    this.name = name;
    this.clock = clock;
    StreamSettings settings =
        new StreamSettings(
            new StreamInfo(name, WIDTH, HEIGHT, fps, "fake"),
            StageSource.of(stage),
            Aovs.LDR_COLOR,
            BUFFERS,
            true,
            true,
            30,
            Duration.ofSeconds(5).toNanos());
    try {
      stream = new ViewportStream(settings, clock, new HostMemory());
    } catch (OrielException e) {
      throw new AssertionError(e);
    }
    stream.subscribe(sink);
  }

  static <S> Offer<S> offer(S service, Map<String, Object> properties) {
    Map<String, Object> all = new HashMap<>(properties);
    all.put("service.id", IDS.incrementAndGet());
    return Offer.of(service, all);
  }

  Rig add(FakeRenderer part, int ranking) {
    stream.loader().add(offer(part, Map.of("oriel.renderer", "fake", "service.ranking", ranking)));
    return this;
  }

  Rig add(FakeStageReader part) {
    stream.loader().addReader(offer(part, Map.of("oriel.stage.reader", "fake-reader")));
    return this;
  }

  Rig add(FakeConverter part, int ranking, String... aovs) {
    stream.assembler().add(offer(part, Map.of("oriel.aov", aovs, "service.ranking", ranking)));
    return this;
  }

  /** A converter that makes an output of another one. */
  Rig addMaking(FakeConverter part, int ranking, String aov, String source) {
    stream
        .assembler()
        .add(
            offer(
                part,
                Map.of("oriel.aov", aov, "oriel.aov.source", source, "service.ranking", ranking)));
    return this;
  }

  Rig addRenderer() {
    return add(renderer, 0);
  }

  Rig addReader() {
    return add(reader);
  }

  Rig addConverter() {
    return add(converter, 0, "LdrColor", "DepthSD");
  }

  Rig addParts() {
    return addRenderer().addReader().addConverter();
  }

  Rig start() {
    stream.start();
    return this;
  }

  /** With every part, started, and showing the first stage. */
  Rig ready() {
    addParts().start();
    until(() -> status().ready());
    return this;
  }

  StreamStatus status() {
    return stream.status();
  }

  long count(EngineCounter counter) {
    return stream.counters().get(counter);
  }

  String renderThread() {
    return "oriel-render-" + name;
  }

  /** One turn of the loop. */
  void tick() {
    clock.step(Set.of(renderThread()));
  }

  void ticks(int count) {
    for (int i = 0; i < count; i++) {
      tick();
    }
  }

  /** Turns of the loop, one a millisecond of real time, until this is so. */
  void until(BooleanSupplier condition) {
    await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> {
          tick();
          return condition.getAsBoolean();
        });
  }

  /** Does something that waits for the render thread, which turns meanwhile. */
  void running(Runnable action) {
    clock.run(true);
    try {
      action.run();
    } finally {
      clock.run(false);
    }
  }

  /** Waits without any turn of the loop. */
  static void untilStill(BooleanSupplier condition) {
    await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(condition::getAsBoolean);
  }

  /** After three steps whose only conversion failed: waits until its converter is put aside. */
  void untilNothingConverts() {
    untilStill(() -> stream.assembler().pipeline().conversions().isEmpty());
  }

  CompletableFuture<StageStatus> open(String location) {
    return stream.openStage(StageSource.of(location)).toCompletableFuture();
  }

  StageStatus opened(String location) {
    CompletableFuture<StageStatus> result = open(location);
    until(result::isDone);
    return result.join();
  }

  static OrielException failureOf(CompletableFuture<?> result) {
    untilStill(result::isDone);
    try {
      result.join();
    } catch (CompletionException e) {
      return (OrielException) e.getCause();
    }
    throw new AssertionError("did not fail");
  }

  /** Nobody used a part that had been closed, or closed one twice. */
  void assertPartsTreatedWell() {
    if (!renderer.violations.isEmpty() || !converter.violations.isEmpty()) {
      throw new AssertionError(renderer.violations + " " + converter.violations);
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      clock.run(true);
      stream.close();
    }
  }
}
