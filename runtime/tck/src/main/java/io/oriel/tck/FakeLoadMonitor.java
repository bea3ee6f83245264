package io.oriel.tck;

import io.oriel.api.stage.LoadMonitor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A load that a test can give up. Safe for use from any thread. */
public final class FakeLoadMonitor implements LoadMonitor {
  private final List<Double> fractions = new CopyOnWriteArrayList<>();
  private final List<Runnable> actions = new ArrayList<>();
  private boolean cancelled;

  /** How far it was said to be, each time. */
  public List<Double> fractions() {
    return fractions;
  }

  /** Gives the load up. */
  public void cancel() {
    List<Runnable> all;
    synchronized (this) {
      cancelled = true;
      all = List.copyOf(actions);
      actions.clear();
    }
    all.forEach(Runnable::run);
  }

  @Override
  public void progress(double fraction, String activity) {
    fractions.add(fraction);
  }

  @Override
  public synchronized boolean cancelled() {
    return cancelled;
  }

  @Override
  public void onCancel(Runnable action) {
    synchronized (this) {
      if (!cancelled) {
        actions.add(action);
        return;
      }
    }
    action.run();
  }
}
