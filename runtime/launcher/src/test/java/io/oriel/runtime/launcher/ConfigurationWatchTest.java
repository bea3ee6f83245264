package io.oriel.runtime.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class ConfigurationWatchTest {
  @TempDir Path folder;

  private final List<Configuration> applied = new ArrayList<>();
  private ConfigurationFiles files;
  private ConfigurationWatch watch;

  @BeforeEach
  void begin() throws Exception {
    Path main = folder.resolve("oriel.json");
    Files.writeString(main, "{\"a\": {\"x\": 1, \"y\": 1}}");
    files = new ConfigurationFiles(main, true);
    watch = new ConfigurationWatch(files);
  }

  private void drop(String name, String text) throws IOException {
    Files.createDirectories(files.folder());
    Files.writeString(files.folder().resolve(name), text);
  }

  private void look() {
    watch.look(() -> {
      applied.add(files.read());
      return List.of("a");
    });
  }

  private Object value(String key) {
    return applied.getLast().entries().get("a").values().get(key).value();
  }

  @Test
  void whatDoesNotChangeIsNotAppliedAgain() {
    look();
    look();
    assertThat(applied).isEmpty();
  }

  @Test
  void aChangeIsAppliedOnceItStandsStill() throws Exception {
    drop("1.json", "{\"a\": ");
    look();
    drop("1.json", "{\"a\": {\"x\": 2}}");
    look();
    assertThat(applied).isEmpty();
    look();
    look();
    assertThat(applied).hasSize(1);
    assertThat(value("x")).isEqualTo(2);
    assertThat(value("y")).isEqualTo(1);
  }

  @Test
  void droppedFilesAreReadInTheOrderOfTheirNames() throws Exception {
    drop("20.json", "{\"a\": {\"x\": 20, \"y\": 20}}");
    drop("10.json", "{\"a\": {\"x\": 10}}");
    drop("30.txt", "not for us");
    assertThat(files.read().entries().get("a").values().get("x").value()).isEqualTo(20);
    Files.delete(files.folder().resolve("20.json"));
    assertThat(files.read().entries().get("a").values().get("x").value()).isEqualTo(10);
  }

  @Test
  void aRemovedFileIsAChange() throws Exception {
    drop("1.json", "{\"a\": {\"x\": 2}}");
    look();
    look();
    Files.delete(files.folder().resolve("1.json"));
    look();
    look();
    assertThat(applied).hasSize(2);
    assertThat(value("x")).isEqualTo(1);
  }

  @Test
  void aWrongFileIsReportedOnceAndTheNextOneIsTaken() throws Exception {
    List<Integer> tries = new ArrayList<>();
    drop("1.json", "no JSON");
    for (int i = 0; i < 4; i++) {
      watch.look(() -> {
        tries.add(1);
        files.read();
        return List.of();
      });
    }
    assertThat(tries).hasSize(1);
    drop("1.json", "{\"a\": {\"x\": 3}}");
    look();
    look();
    assertThat(value("x")).isEqualTo(3);
  }

  @Test
  void whatCannotBeStoredIsReportedAndTheNextChangeIsTaken() throws Exception {
    Logger logger = (Logger) LoggerFactory.getLogger(ConfigurationWatch.class);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    logger.addAppender(log);
    // Other tests silence everything.
    logger.setLevel(Level.WARN);
    try {
      drop("1.json", "{\"a\": {\"x\": 2}}");
      for (int i = 0; i < 4; i++) {
        watch.look(() -> {
          throw new UncheckedIOException(new IOException("the disk is full"));
        });
      }
    } finally {
      logger.setLevel(null);
      logger.detachAppender(log);
    }
    assertThat(log.list).hasSize(1);
    assertThat(log.list.getFirst().getLevel()).isEqualTo(Level.WARN);
    assertThat(log.list.getFirst().getThrowableProxy().getMessage()).contains("the disk is full");

    drop("2.json", "{\"a\": {\"y\": 3}}");
    look();
    look();
    assertThat(value("x")).isEqualTo(2);
    assertThat(value("y")).isEqualTo(3);
  }

  @Test
  void aFileThatMustBeThereIsMissed() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> new ConfigurationFiles(folder.resolve("absent.json"), true).read())
        .withMessageContaining("there is no such file");
  }

  @Test
  void oneThatNeedNotBeThereIsEmpty() throws Exception {
    assertThat(new ConfigurationFiles(folder.resolve("absent.json"), false).read().entries())
        .isEmpty();
  }
}
