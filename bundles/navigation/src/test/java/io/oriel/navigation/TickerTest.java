package io.oriel.navigation;

import static org.awaitility.Awaitility.await;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TickerTest {
  private final FakeClock clock = new FakeClock();

  @Test
  void aMotionThatFailsDoesNotStopTheNextOne() {
    AtomicInteger moved = new AtomicInteger();
    try (Ticker ticker =
        new Ticker(
            "test-ticker",
            clock,
            60,
            seconds -> {
              if (moved.incrementAndGet() == 1) {
                throw new IllegalArgumentException("on purpose");
              }
              return false;
            })) {
      ticker.start();
      clock.tick(1);
      await().dontCatchUncaughtExceptions().until(() -> moved.get() == 1);
      clock.tick(100);
      await()
          .dontCatchUncaughtExceptions()
          .until(() -> {
            ticker.start();
            return moved.get() > 1;
          });
    }
  }
}
