package io.oriel.engine;

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
  /** Hears how far a load is. */
  interface Progress {
    void at(double fraction, String activity);
  }

  private final StageSource source;
  private final boolean patient;
  private final Progress progress;
  private final CompletableFuture<StageStatus> result;
  private final List<Runnable> cancelActions = new ArrayList<>();
  private Optional<Problem> cancelled = Optional.empty();

  /**
   * @param patient true to wait for a renderer or reader that is not there yet, instead of failing
   */
  Load(StageSource source, boolean patient, Progress progress) {
    this(source, patient, progress, new CompletableFuture<>());
  }

  private Load(
      StageSource source,
      boolean patient,
      Progress progress,
      CompletableFuture<StageStatus> result) {
    this.source = source;
    this.patient = patient;
    this.progress = progress;
    this.result = result;
  }

  /** Another try at the same request. */
  Load again() {
    return new Load(source, patient, progress, result);
  }

  StageSource source() {
    return source;
  }

  boolean patient() {
    return patient;
  }

  /** Completed off the render thread: whoever waits runs code of their own. */
  CompletableFuture<StageStatus> result() {
    return result;
  }

  /** Gives the load up; the first reason stays. */
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
    actions.forEach(Runnable::run);
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
    action.run();
  }
}
