package io.oriel.engine;

import io.oriel.api.render.Camera;
import io.oriel.api.stage.Stage;
import io.oriel.api.stage.StageSource;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A stage that was read; closed once, when its last user is done. Any thread. */
final class LoadedStage implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(LoadedStage.class.getName());

  private final StageSource source;
  private final Stage stage;
  private final Camera camera;
  private final long readSinceMillis;
  private final AtomicInteger users = new AtomicInteger(1);

  /**
   * @param source where it came from
   * @param stage what its reader delivered
   * @param camera from where it is seen until somebody moves the camera
   * @param readSinceMillis when reading it began, milliseconds since 1970
   */
  LoadedStage(StageSource source, Stage stage, Camera camera, long readSinceMillis) {
    this.source = source;
    this.stage = stage;
    this.camera = camera;
    this.readSinceMillis = readSinceMillis;
  }

  StageSource source() {
    return source;
  }

  /** The stage in the hands of whoever decides when it is closed. */
  Stage stage() {
    return stage;
  }

  Camera camera() {
    return camera;
  }

  long readSinceMillis() {
    return readSinceMillis;
  }

  /** Local files that it was made from; none once it has been closed. */
  List<Path> files() {
    return ask(opened -> opened.info().files(), List.of());
  }

  /** What the stage answers, or {@code otherwise} if it has been closed; it is not meanwhile. */
  <T> T ask(Function<Stage, T> question, T otherwise) {
    if (!keep()) {
      return otherwise;
    }
    try {
      return question.apply(stage);
    } finally {
      close();
    }
  }

  /**
   * Keeps it open until a {@link #close} of one's own.
   *
   * @return false if it has been closed
   */
  boolean keep() {
    int now;
    do {
      now = users.get();
      if (now == 0) {
        return false;
      }
    } while (!users.compareAndSet(now, now + 1));
    return true;
  }

  /** One user less: whoever made it, or kept it. The last one closes the stage. */
  @Override
  public void close() {
    if (users.decrementAndGet() == 0) {
      close(stage);
    }
  }

  /** Closes a stage that nobody has seen yet. */
  static void close(Stage stage) {
    try {
      stage.close();
    } catch (Throwable e) {
      LOG.log(System.Logger.Level.WARNING, "A stage failed to close", e);
    }
  }
}
