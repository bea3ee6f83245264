package io.oriel.engine;

import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.stage.LoadMonitor;
import io.oriel.api.stage.StageSource;
import io.oriel.api.stream.StageStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One request to show a stage, from the asking to the first picture. Any thread. */
final class Load implements LoadMonitor {
  private static final System.Logger LOG = System.getLogger(Load.class.getName());

  /** Hears how far a load is. */
  interface Progress {
    void at(double fraction, String activity);
  }

  private final StageSource source;
  private final boolean patient;
  private final boolean fresh;
  private final Progress progress;
  private final CompletableFuture<StageStatus> result;
  private final List<Runnable> cancelActions = new ArrayList<>();
  private Optional<Problem> cancelled = Optional.empty();
  private boolean settled;

  /**
   * @param patient true to wait for a renderer or reader that is not there yet, instead of failing
   * @param fresh true for a stage that somebody opens, false for one that is loaded again
   */
  Load(StageSource source, boolean patient, boolean fresh, Progress progress) {
    this(source, patient, fresh, progress, new CompletableFuture<>());
  }

  private Load(
      StageSource source,
      boolean patient,
      boolean fresh,
      Progress progress,
      CompletableFuture<StageStatus> result) {
    this.source = source;
    this.patient = patient;
    this.fresh = fresh;
    this.progress = progress;
    this.result = result;
  }

  /** Another try at the same request. */
  Load again() {
    return new Load(source, patient, fresh, progress, result);
  }

  StageSource source() {
    return source;
  }

  boolean patient() {
    return patient;
  }

  /** Whether it begins with a view of its own instead of the present one. */
  boolean fresh() {
    return fresh;
  }

  /** Completed off the render thread: whoever waits runs code of their own. */
  CompletableFuture<StageStatus> result() {
    return result;
  }

  /** Gives the load up and tells whoever waits for it, unless what comes of it is told. */
  void end(Problem reason) {
    cancel(reason);
    if (!isSettled()) {
      fail(Problems.exception(reason, null));
    }
  }

  /** It is about to be drawn: what comes of that is told from now on. False if given up before. */
  synchronized boolean settle() {
    settled = cancelled.isEmpty();
    return settled;
  }

  private synchronized boolean isSettled() {
    return settled;
  }

  /** Tells whoever waits for it that it failed. */
  void fail(OrielException why) {
    OffThread.EXECUTOR.execute(() -> result.completeExceptionally(why));
  }

  /** Gives this try up; the first reason stays. */
  void cancel(Problem reason) {
    List<Runnable> actions;
    synchronized (this) {
      if (cancelled.isPresent()) {
        return;
      }
      cancelled = Optional.of(reason);
      actions = List.copyOf(cancelActions);
      cancelActions.clear();
    }
    actions.forEach(Load::runLogged);
  }

  /** Throws why it was given up, if it was. */
  void checkWanted() throws OrielException {
    Optional<Problem> reason = cancelReason();
    if (reason.isPresent()) {
      throw Problems.exception(reason.get(), null);
    }
  }

  synchronized Optional<Problem> cancelReason() {
    return cancelled;
  }

  @Override
  public boolean cancelled() {
    return cancelReason().isPresent();
  }

  @Override
  public void progress(double fraction, String activity) {
    if (!cancelled()) {
      progress.at(fraction, activity);
    }
  }

  @Override
  public void onCancel(Runnable action) {
    synchronized (this) {
      if (cancelled.isEmpty()) {
        cancelActions.add(action);
        return;
      }
    }
    runLogged(action);
  }

  /** Whoever gives a load up is not hit by what its reader does about it. */
  private static void runLogged(Runnable action) {
    try {
      action.run();
    } catch (Throwable e) {
      LOG.log(System.Logger.Level.WARNING, "A load failed to hear that it was given up", e);
    }
  }
}
