package io.oriel.engine;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.stage.LoadMonitor;
import io.oriel.api.stage.Prim;
import io.oriel.api.stage.Stage;
import io.oriel.api.stage.StageGeometry;
import io.oriel.api.stage.StageInfo;
import io.oriel.api.stage.StageReader;
import io.oriel.api.stage.StageSource;
import io.oriel.api.stage.StageTree;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Reads any location; fails, waits and does not listen as it is told. */
final class FakeStageReader implements StageReader {
  final List<FakeStage> stages = new CopyOnWriteArrayList<>();
  final AtomicInteger asked = new AtomicInteger();
  volatile Throwable failure;
  volatile Gate gate;

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
    FakeStage stage = new FakeStage(source.location());
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
    private final StageInfo info;
    private final String location;

    FakeStage(String location) {
      this.location = location;
      this.info = StageInfo.builder().rootPrimPath("/" + location).timeRange(0, 1000, 24).build();
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
    public StageGeometry geometry() {
      return nothing;
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }
}
