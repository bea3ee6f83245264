package io.oriel.tck;

import io.oriel.api.error.OrielException;
import io.oriel.api.render.PickQuery;
import io.oriel.api.render.PickResult;
import io.oriel.api.render.PreparedStage;
import io.oriel.api.render.RenderTarget;
import io.oriel.api.render.RenderedFrame;
import io.oriel.api.render.Renderer;
import io.oriel.api.render.RendererProvider;
import io.oriel.api.render.StageContext;
import io.oriel.api.render.ViewState;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Uses a renderer as the engine does: each call on the thread where it belongs. */
final class RenderRig implements AutoCloseable {
  /** Something that is done to a frame while it lasts. */
  interface FrameUse<T> {
    T of(RenderedFrame frame) throws Exception;
  }

  private final ExecutorService loader = thread("tck-loader");
  private final ExecutorService render = thread("tck-render");
  private final Renderer renderer;
  private PreparedStage committed;

  RenderRig(RendererProvider provider, RenderTarget target) throws OrielException {
    boolean opened = false;
    try {
      renderer = on(loader, () -> provider.open(target));
      opened = true;
    } finally {
      if (!opened) {
        end();
      }
    }
  }

  private static ExecutorService thread(String name) {
    return Executors.newSingleThreadExecutor(Thread.ofPlatform().name(name).daemon().factory());
  }

  Renderer renderer() {
    return renderer;
  }

  PreparedStage prepare(StageContext stage) throws OrielException {
    return on(loader, () -> renderer.prepare(stage));
  }

  /** As when a load was given up after it was prepared. */
  void drop(PreparedStage prepared) throws OrielException {
    on(
        loader,
        () -> {
          prepared.close();
          return prepared;
        });
  }

  /** Prepares and commits a stage, and closes the former. */
  void show(StageContext stage) throws OrielException {
    commit(prepare(stage));
  }

  void commit(PreparedStage next) throws OrielException {
    on(
        render,
        () -> {
          next.commit();
          if (committed != null) {
            committed.close();
          }
          committed = next;
          return next;
        });
  }

  <T> T step(ViewState view, double time, List<PickQuery> picks, FrameUse<T> use)
      throws OrielException {
    return on(
        render,
        () -> {
          try (RenderedFrame frame = renderer.step(new FakeStep(view, time, picks))) {
            return use.of(frame);
          }
        });
  }

  List<PickResult> picks(ViewState view, PickQuery... queries) throws OrielException {
    return step(view, 0, List.of(queries), RenderedFrame::picks);
  }

  @Override
  public void close() throws OrielException {
    try {
      on(
          render,
          () -> {
            if (committed != null) {
              committed.close();
            }
            renderer.close();
            return renderer;
          });
    } finally {
      end();
    }
  }

  private void end() {
    loader.close();
    render.close();
  }

  private static <T> T on(ExecutorService thread, Callable<T> task) throws OrielException {
    try {
      return thread.submit(task).get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case OrielException cause -> throw cause;
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        default -> throw new AssertionError(e.getCause());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
