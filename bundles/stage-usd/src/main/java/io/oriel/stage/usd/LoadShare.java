package io.oriel.stage.usd;

import io.oriel.api.stage.LoadMonitor;

/**
 * A part of a load that is a load in itself.
 *
 * @param from where in the whole it begins, 0 to 1
 * @param to where it ends
 */
record LoadShare(LoadMonitor whole, double from, double to) implements LoadMonitor {
  @Override
  public void progress(double fraction, String activity) {
    whole.progress(fraction < 0 ? fraction : from + fraction * (to - from), activity);
  }

  @Override
  public boolean cancelled() {
    return whole.cancelled();
  }

  @Override
  public void onCancel(Runnable action) {
    whole.onCancel(action);
  }
}
