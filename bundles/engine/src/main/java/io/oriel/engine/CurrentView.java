package io.oriel.engine;

import io.oriel.api.render.ViewState;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** The newest view state. Any thread. */
final class CurrentView {
  private final AtomicReference<ViewState> state;
  private volatile Runnable conversionChanged = () -> {};

  CurrentView(ViewState initial) {
    state = new AtomicReference<>(initial);
  }

  /** Has the action run when another conversion is asked for, on the thread that asks. */
  void onConversionChanged(Runnable action) {
    conversionChanged = action;
  }

  ViewState get() {
    return state.get();
  }

  /** Replaces the state by what {@code change} makes of it; may be applied more than once. */
  void update(UnaryOperator<ViewState> change) {
    ViewState before;
    ViewState after;
    do {
      before = state.get();
      after = Objects.requireNonNull(change.apply(before), "view state");
    } while (!state.compareAndSet(before, after));
    if (!ConversionChoice.of(after).equals(ConversionChoice.of(before))) {
      conversionChanged.run();
    }
  }
}
