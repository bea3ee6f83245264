package io.oriel.api.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LeakWatchTest {
  private static final int PATIENCE_MILLIS = 60_000;

  /** Keeps what it is told. */
  private static final class Notes implements System.Logger {
    final List<Throwable> errors = new CopyOnWriteArrayList<>();

    @Override
    public String getName() {
      return "notes";
    }

    @Override
    public boolean isLoggable(Level level) {
      return true;
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {
      assertThat(message).startsWith("a frame");
      errors.add(thrown);
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String format, Object... params) {
      throw new AssertionError(format);
    }
  }

  private final Notes notes = new Notes();
  private final AtomicInteger lost = new AtomicInteger();

  private LeakWatch watch(int every) {
    return new LeakWatch(notes, "a frame", every, lost::incrementAndGet);
  }

  private static void loseOne(LeakWatch watch) {
    watch.watch(new Object()).taken();
  }

  private void collect(int losses) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
    while (lost.get() < losses && System.nanoTime() < end) {
      System.gc();
      Thread.sleep(10);
    }
  }

  @Test
  void whatIsLostIsNamedWithAllWhoTookIt() throws Exception {
    loseOne(watch(1));
    collect(1);
    assertThat(lost).hasValue(1);
    assertThat(notes.errors)
        .singleElement()
        .satisfies(first -> {
          assertThat(first.getStackTrace())
              .anyMatch(frame -> frame.getMethodName().equals("loseOne"));
          assertThat(first.getSuppressed()).hasSize(1);
        });
  }

  @Test
  void whatIsClosedIsNotLost() throws Exception {
    LeakWatch watch = watch(1);
    watch.watch(new Object()).closed();
    loseOne(watch);
    collect(1);
    assertThat(lost).as("the other one").hasValue(1);
  }

  @Test
  void oneOfSeveralIsWatchedAndWithoutTheSettingNone() {
    LeakWatch watch = watch(3);
    assertThat(watch.watch(this)).isNotSameAs(LeakWatch.Lease.NONE);
    assertThat(watch.watch(this)).isSameAs(LeakWatch.Lease.NONE);
    assertThat(watch.watch(this)).isSameAs(LeakWatch.Lease.NONE);
    assertThat(watch.watch(this)).isNotSameAs(LeakWatch.Lease.NONE);
    assertThat(watch(0).watch(this)).isSameAs(LeakWatch.Lease.NONE);
  }
}
