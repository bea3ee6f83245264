package io.oriel.api.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;

class ErrorLogTest {
  private static final Problem SAME = new Problem(ErrorCode.RENDERER_FAILED, "same");

  private final Lines lines = new Lines();
  private long now = Duration.ofHours(1).toNanos();
  private final ErrorLog log = new ErrorLog(lines, () -> now);

  @Test
  void aCauseIsLoggedAtOnceAndThenOnceAMinuteWithItsCount() {
    for (int i = 0; i < 10; i++) {
      log.report("Stream main", SAME);
    }
    assertThat(lines.texts)
        .containsExactly(
            "Stream main: same [renderer.failed] Open the stage again; see the log for the cause.");
    now += Duration.ofMinutes(1).toNanos();
    log.report("Stream main", SAME);
    log.report("Stream main", SAME);
    assertThat(lines.texts).hasSize(2);
    assertThat(lines.texts.getLast()).endsWith(" (9 more since)");
  }

  @Test
  void causesArePlacesCodesAndDetails() {
    log.report("Stream main", SAME);
    log.report("Stream second", SAME);
    log.report("Stream main", new Problem(ErrorCode.RENDERER_FAILED, "other"));
    log.report("Stream main", new Problem(ErrorCode.CONVERSION_FAILED, "same"));
    assertThat(lines.texts).hasSize(4);
  }

  @Test
  void aDefectShowsItsStackOnceAndARefusalNever() {
    IllegalStateException defect = new IllegalStateException("x");
    log.report("Stream main", SAME, defect);
    now += Duration.ofMinutes(2).toNanos();
    log.report("Stream main", SAME, defect);
    log.report("Stream main", SAME, new OrielException(ErrorCode.RENDERER_FAILED, "same"));
    assertThat(lines.stacks).containsExactly(defect);
    assertThat(lines.texts.get(1)).contains("IllegalStateException: x at " + getClass().getName());
    assertThat(lines.texts).hasSize(3);
  }

  @Test
  void whoInventsATextForEveryFrameDoesNotFillTheLog() {
    for (int i = 0; i < 10_000; i++) {
      log.report("Stream main", new Problem(ErrorCode.RENDERER_FAILED, "frame " + i));
    }
    assertThat(lines.texts).hasSizeLessThan(100);
  }

  @Test
  void theLevelIsThatOfTheTable() {
    log.report("x", new Problem(ErrorCode.STREAM_ENDED, ""));
    log.report("x", new Problem(ErrorCode.STAGE_INVALID, ""));
    log.report("x", new Problem(ErrorCode.INTERNAL, ""));
    assertThat(lines.levels)
        .containsExactly(
            System.Logger.Level.INFO, System.Logger.Level.WARNING, System.Logger.Level.ERROR);
  }

  private static final class Lines implements System.Logger {
    private final List<String> texts = new ArrayList<>();
    private final List<Level> levels = new ArrayList<>();
    private final List<Throwable> stacks = new ArrayList<>();

    @Override
    public String getName() {
      return "lines";
    }

    @Override
    public boolean isLoggable(Level level) {
      return true;
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String text, Throwable thrown) {
      texts.add(text);
      levels.add(level);
      stacks.add(thrown);
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String format, Object... values) {
      texts.add(format);
      levels.add(level);
    }
  }
}
