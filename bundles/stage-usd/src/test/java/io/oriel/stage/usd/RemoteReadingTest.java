package io.oriel.stage.usd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.stage.Stage;
import io.oriel.api.stage.StageSource;
import io.oriel.tck.FakeLoadMonitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stage from a web server is read as any other, but sees nothing of this machine. */
class RemoteReadingTest {
  private static UsdStageReader reader;
  private WebServer server;

  @TempDir private Path folder;

  @BeforeAll
  static void startReader() {
    reader = TestReaders.reader(TestReaders.DEFAULTS);
  }

  @AfterAll
  static void stopReader() {
    reader.deactivate();
  }

  @BeforeEach
  void startServer() {
    server = new WebServer();
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  private Stage open(FakeLoadMonitor monitor) throws OrielException {
    return reader.open(StageSource.of(server.url("/stage.usda")), monitor);
  }

  @Test
  void itIsFetchedAndReadWithRisingProgress() throws Exception {
    String content = Files.readString(TestReaders.file("shapes.usda"));
    server.answer = WebServer.tagged("\"v1\"", content);
    FakeLoadMonitor monitor = new FakeLoadMonitor();
    try (Stage stage = open(monitor)) {
      assertThat(stage.tree().count()).isEqualTo(9);
    }
    assertThat(monitor.fractions()).isSorted().contains(0.5).last().isEqualTo(1.0);
  }

  @Test
  void itRefersToNoFileOfThisMachine() throws Exception {
    Path secret =
        Files.writeString(folder.resolve("secret.usda"), "#usda 1.0\ndef Xform \"Secret\" {}\n");
    server.answer =
        exchange ->
            WebServer.send(exchange, 200, "#usda 1.0\n(\n subLayers = [@" + secret + "@]\n)\n");
    OrielException refused =
        catchThrowableOfType(OrielException.class, () -> open(new FakeLoadMonitor()).close());
    assertThat(refused.code()).isEqualTo(ErrorCode.STAGE_FORBIDDEN);
  }

  @Test
  void whereItIsKeptAndItsQueryAreNotTold() throws Exception {
    server.answer =
        exchange ->
            WebServer.send(
                exchange, 200, "#usda 1.0\ndef Xform \"A\" (references = @./missing.usda@) {}\n");
    StageSource source = StageSource.of(server.url("/sets/stage.usda?token=secret"));
    try (Stage stage = reader.open(source, new FakeLoadMonitor())) {
      assertThat(stage.info().warnings())
          .singleElement()
          .asString()
          .contains("missing.usda")
          .satisfies(RemoteReadingTest::tellsNothing);
      OrielException unknown =
          (OrielException)
              catchThrowableOfType(
                      ExecutionException.class,
                      () -> stage.queries().properties("/B", 0).toCompletableFuture().get())
                  .getCause();
      assertThat(unknown.getMessage())
          .startsWith(server.url("/sets/stage.usda: "))
          .satisfies(RemoteReadingTest::tellsNothing);
    }
    server.answer = exchange -> WebServer.send(exchange, 200, "#usda 1.0\ndef \"A\" {{{\n");
    OrielException broken =
        catchThrowableOfType(
            OrielException.class, () -> reader.open(source, new FakeLoadMonitor()).close());
    assertThat(broken.getMessage())
        .startsWith(server.url("/sets/stage.usda: "))
        .contains("stage.usda:2")
        .satisfies(RemoteReadingTest::tellsNothing);
  }

  private static void tellsNothing(String text) {
    assertThat(text).doesNotContain("secret", "downloads", System.getProperty("java.io.tmpdir"));
  }
}
