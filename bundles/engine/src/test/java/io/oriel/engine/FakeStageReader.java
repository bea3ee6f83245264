package io.oriel.engine;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.stage.LoadMonitor;
import io.oriel.api.stage.Prim;
import io.oriel.api.stage.Property;
import io.oriel.api.stage.Stage;
import io.oriel.api.stage.StageGeometry;
import io.oriel.api.stage.StageInfo;
import io.oriel.api.stage.StageQueries;
import io.oriel.api.stage.StageReader;
import io.oriel.api.stage.StageSource;
import io.oriel.api.stage.StageTree;
import io.oriel.api.stage.VariantSet;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Reads any location; fails, waits and does not listen as it is told. */
final class FakeStageReader implements StageReader {
  final List<FakeStage> stages = new CopyOnWriteArrayList<>();
  final AtomicInteger asked = new AtomicInteger();
  volatile Throwable failure;
  volatile List<Path> files = List.of();
  volatile Gate gate;

  /** Time codes a second of what it reads. */
  volatile double rate = 24;

  /** True for a reader that does not end when its load is given up. */
  volatile boolean stubborn;

  @Override
  public Stage open(StageSource source, LoadMonitor monitor) throws OrielException {
    asked.incrementAndGet();
    monitor.progress(0.5, "reading");
    Gate closedGate = gate;
    if (closedGate != null) {
      if (!stubborn) {
        monitor.onCancel(closedGate::open);
      }
      closedGate.pass();
    }
    Failure.raise(failure);
    if (monitor.cancelled() && !stubborn) {
      throw new OrielException(ErrorCode.SUPERSEDED, "given up");
    }
    FakeStage stage = new FakeStage(source, files, rate);
    stages.add(stage);
    return stage;
  }

  FakeStage last() {
    return stages.getLast();
  }

  /** How often each stage that was handed out has been closed. */
  List<Integer> closes() {
    return stages.stream().map(stage -> stage.closed.get()).toList();
  }

  /** A stage whose root is named after its location. */
  static final class FakeStage implements Stage {
    final AtomicInteger closed = new AtomicInteger();
    private final EmptyStage nothing = new EmptyStage();
    final StageSource source;
    private final StageInfo info;
    private final String location;

    FakeStage(StageSource source, List<Path> files, double rate) {
      this.source = source;
      this.location = source.location();
      this.info =
          StageInfo.builder()
              .rootPrimPath("/" + location)
              .timeRange(0, 1000, rate)
              .files(files)
              .build();
    }

    @Override
    public StageInfo info() {
      return info;
    }

    @Override
    public StageTree tree() {
      return new StageTree() {
        @Override
        public Optional<Prim> prim(String path) {
          return Optional.empty();
        }

        @Override
        public List<Prim> children(String path) {
          return List.of(new Prim("/" + location, location, "", "", false));
        }

        @Override
        public int count() {
          return 1;
        }
      };
    }

    @Override
    public StageQueries queries() {
      return new StageQueries() {
        @Override
        public CompletionStage<List<Property>> properties(String path, double timeCode) {
          return CompletableFuture.completedStage(
              List.of(new Property(path, "double", Optional.of(timeCode))));
        }

        @Override
        public CompletionStage<List<VariantSet>> variants(String path) {
          return CompletableFuture.completedStage(List.of());
        }
      };
    }

    @Override
    public StageGeometry geometry() {
      return nothing;
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }
}
