package io.oriel.engine;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.render.PreparedStage;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Has renderers prepare stages, under the stage lock where they ask for that. One that does not
 * come back is left, and closed when it does. Loader thread, within work with renderers.
 */
final class StagePreparation {
  private static final Problem ENDED = new Problem(ErrorCode.STREAM_ENDED, "");

  /** How often a load that waits for the stage lock looks whether it is still wanted. */
  private static final long LOCK_INTERVAL_MILLIS = 50;

  private final RenderCommands commands;
  private final RenderLoop loop;
  private final RendererSlot slot;
  private final LoaderCalls calls;
  private final CurrentView view;
  private final Semaphore stageLock;

  StagePreparation(
      RenderCommands commands,
      RenderLoop loop,
      RendererSlot slot,
      LoaderCalls calls,
      CurrentView view,
      Semaphore stageLock) {
    this.commands = commands;
    this.loop = loop;
    this.slot = slot;
    this.calls = calls;
    this.view = view;
    this.stageLock = stageLock;
  }

  /** The stage as the renderer holds it; one that does not come back gives way to another. */
  PreparedStage prepare(RendererSession by, LoadedStage loaded, Load load) throws OrielException {
    load.checkWanted();
    try {
      return by.renderer().capabilities().prepareNeedsLock()
          ? prepareLocked(by, loaded, load)
          : call(by, loaded, load);
    } catch (OrielException e) {
      if (by.isPreparing()) {
        slot.giveUpForAnother(by, e.problem());
      }
      throw e;
    }
  }

  private PreparedStage prepareLocked(RendererSession by, LoadedStage loaded, Load load)
      throws OrielException {
    lockStage(load);
    try {
      return call(by, loaded, load);
    } finally {
      if (by.isPreparing()) {
        slot.leave(by, load.cancelReason().orElse(ENDED));
      }
      stageLock.release();
    }
  }

  /** The stage stays open until the call has returned, whoever waits for that. */
  private PreparedStage call(RendererSession by, LoadedStage loaded, Load load)
      throws OrielException {
    if (!by.beginPreparing()) {
      throw new OrielException(
          ErrorCode.RENDERER_HANGS, "the renderer has not come back from another stage");
    }
    loaded.keep();
    PreparationContext context =
        new PreparationContext(loaded.source(), loaded.stage(), view.get().settings(), load);
    return calls.run(
        load,
        "prepare",
        () -> by.renderer().prepare(context),
        Drawing::close,
        () -> {
          loaded.close();
          closePutOff(by);
        });
  }

  /** What is not to be closed beside the call is closed after it. The call's thread. */
  private void closePutOff(RendererSession by) {
    List<Runnable> due = by.endPreparing();
    Runnable all = () -> loop.close(by, () -> due.forEach(Runnable::run));
    if (!due.isEmpty() && !commands.post(all)) {
      all.run();
    }
  }

  /** Gets the stage lock unless the load is given up, as when a step does not return. */
  private void lockStage(Load load) throws OrielException {
    try {
      while (!stageLock.tryAcquire(LOCK_INTERVAL_MILLIS, TimeUnit.MILLISECONDS)) {
        load.checkWanted();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problems.exception(ENDED, e);
    }
  }
}
