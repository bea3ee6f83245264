package io.oriel.stage.usd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.metrics.CounterSet;
import io.oriel.tck.FakeLoadMonitor;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stages are fetched from web servers, within limits, and kept. */
class RemoteStagesTest {
  private static final int MAX_BYTES = 1 << 20;
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir Path folder;
  private final CounterSet<UsdCounter> counters = new CounterSet<>(UsdCounter.class, Map.of());
  private final FakeLoadMonitor monitor = new FakeLoadMonitor();
  private WebServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private RemoteStages remote;

  @BeforeEach
  void start() {
    server = new WebServer();
    remote = new RemoteStages(new Downloads(folder.resolve("kept"), MAX_BYTES), counters);
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
    server.close();
  }

  private Path fetch(String path) throws OrielException {
    return remote.fetch(server.url(path), LIMIT, monitor);
  }

  private OrielException refused(String path) {
    return catchThrowableOfType(OrielException.class, () -> fetch(path));
  }

  private long files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).count();
    }
  }

  @Test
  void aFileIsFetchedUnderItsNameWithProgress() throws Exception {
    String content = "x".repeat(300_000);
    server.answer = exchange -> WebServer.send(exchange, 200, content);
    Path file = fetch("/sets/kitchen.usdz?sign=1");
    assertThat(file.getFileName()).hasToString("kitchen.usdz");
    assertThat(file).hasContent(content);
    assertThat(monitor.fractions()).isSorted().last().isEqualTo(1.0);
    assertThat(counters.get(UsdCounter.DOWNLOADED_BYTES)).isEqualTo(300_000);
  }

  @Test
  void anUnchangedFileIsNotFetchedAgain() throws Exception {
    server.answer = WebServer.tagged("\"v1\"", "one");
    Path first = fetch("/a.usda");
    Path again = fetch("/a.usda");
    assertThat(again).isEqualTo(first).hasContent("one");
    server.answer = WebServer.tagged("\"v2\"", "two");
    assertThat(fetch("/a.usda")).isEqualTo(first).hasContent("two");
    assertThat(server.served).containsExactly("200 /a.usda", "304 /a.usda", "200 /a.usda");
    assertThat(counters.get(UsdCounter.DOWNLOADS_UNCHANGED)).isEqualTo(1);
  }

  @Test
  void aDateOfChangeServesAsWell() throws Exception {
    String date = "Sat, 21 Nov 2026 17:00:00 GMT";
    server.answer =
        exchange -> {
          exchange.getResponseHeaders().set("Last-Modified", date);
          boolean known = date.equals(exchange.getRequestHeaders().getFirst("If-Modified-Since"));
          WebServer.send(exchange, known ? 304 : 200, known ? "" : "one");
        };
    fetch("/a.usda");
    assertThat(fetch("/a.usda")).hasContent("one");
    assertThat(server.served).containsExactly("200 /a.usda", "304 /a.usda");
  }

  @Test
  void filesOfOneNameFromTwoPlacesAreKeptApart() throws Exception {
    server.answer = exchange -> WebServer.send(exchange, 200, exchange.getRequestURI().toString());
    Path one = fetch("/one/a.usda");
    Path two = fetch("/two/a.usda");
    assertThat(one).hasContent("/one/a.usda");
    assertThat(two).hasContent("/two/a.usda");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/new.usda", "new.usda", "//LOCALHOST:%d/new.usda"})
  void aRedirectIsFollowedOnItsServer(String target) throws Exception {
    server.answer =
        exchange -> {
          if (exchange.getRequestURI().getPath().equals("/old.usda")) {
            exchange.getResponseHeaders().set("Location", target.formatted(server.port()));
            WebServer.send(exchange, 302, "moved");
          } else {
            WebServer.send(exchange, 200, "new");
          }
        };
    assertThat(fetch("/old.usda")).hasContent("new");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1/a.usda",
        "http://localhost:1/a.usda",
        "http://169.254.169.254/latest?token=secret",
        "https://example.org/a.usda",
        "ftp://localhost/a",
        "//example.org/a.usda"
      })
  void aRedirectToAnotherServerIsRefusedByName(String target) {
    redirect(target);
    OrielException refused = refused("/a.usda");
    assertThat(refused.code()).isEqualTo(ErrorCode.STAGE_FORBIDDEN);
    assertThat(refused.getMessage())
        .contains(URI.create(target).getAuthority())
        .doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///etc/passwd", "mailto:me", "http://[", "", "http:///a.usda"})
  void aRedirectToNoServerIsRefused(String target) {
    redirect(target);
    OrielException refused = refused("/a.usda");
    assertThat(refused.code()).isEqualTo(ErrorCode.STAGE_NOT_FOUND);
    assertThat(refused.getMessage()).contains("a redirect to no ");
  }

  @Test
  void aRedirectThatNamesAUserIsRefusedWithoutTheUser() {
    redirect("http://me:secret@localhost:%d/b.usda".formatted(server.port()));
    OrielException refused = refused("/a.usda");
    assertThat(refused.code()).isEqualTo(ErrorCode.STAGE_FORBIDDEN);
    assertThat(refused.getMessage()).contains("user").doesNotContain("secret");
  }

  /** Nobody answers by TLS there: that it is asked is what counts. */
  @Test
  void aRedirectToTheSameHostByHttpsIsFollowed() {
    redirect("https://localhost:%d/a.usda".formatted(server.port()));
    OrielException refused = refused("/a.usda");
    assertThat(refused.code()).isEqualTo(ErrorCode.STAGE_NOT_FOUND);
    assertThat(refused.getMessage()).contains("cannot be reached");
  }

  private void redirect(String target) {
    server.answer =
        exchange -> {
          exchange.getResponseHeaders().set("Location", target);
          WebServer.send(exchange, 301, "");
        };
  }

  @Test
  void redirectsInACircleEnd() {
    redirect("/a.usda");
    assertThat(refused("/a.usda").getMessage()).contains("redirects");
    assertThat(server.served).hasSizeLessThan(10);
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 304, 400, 401, 403, 404, 410, 500, 503})
  void anotherAnswerIsNotFoundAndSaysWhich(int status) throws Exception {
    server.answer = exchange -> WebServer.send(exchange, status, "");
    OrielException refused = refused("/a.usda?token=secret");
    assertThat(refused.code()).isEqualTo(ErrorCode.STAGE_NOT_FOUND);
    assertThat(refused.getMessage())
        .contains("/a.usda")
        .contains(" " + status)
        .doesNotContain("secret");
    assertThat(files()).isZero();
  }

  @Test
  void aFileThatIsAnnouncedAsTooLargeIsNotFetched() throws Exception {
    server.answer =
        exchange -> {
          exchange.sendResponseHeaders(200, MAX_BYTES + 1L);
          exchange.getResponseBody().write(new byte[1000]);
          exchange.getResponseBody().flush();
        };
    OrielException refused = refused("/a.usdc");
    assertThat(refused).hasMessageContaining("maxDownloadMiB");
    assertThat(refused.code()).isEqualTo(ErrorCode.STAGE_TOO_LARGE);
    assertThat(files()).isZero();
  }

  @Test
  void aFileThatTurnsOutTooLargeIsGivenUp() throws Exception {
    server.answer =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] chunk = new byte[1 << 16];
          for (int sent = 0; sent < 100 * MAX_BYTES; sent += chunk.length) {
            exchange.getResponseBody().write(chunk);
          }
        };
    assertThat(refused("/a.usdc").code()).isEqualTo(ErrorCode.STAGE_TOO_LARGE);
    assertThat(files()).isZero();
  }

  @Test
  void aFileThatEndsEarlyIsNotKept() throws Exception {
    server.answer =
        exchange -> {
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write(new byte[10]);
          exchange.getResponseBody().flush();
        };
    assertThat(refused("/a.usdc").code()).isEqualTo(ErrorCode.STAGE_NOT_FOUND);
    assertThat(files()).isZero();
  }

  @Test
  void aServerThatIsNotThereIsNamed() {
    server.close();
    OrielException refused = refused("/a.usdc");
    assertThat(refused.code()).isEqualTo(ErrorCode.STAGE_NOT_FOUND);
    assertThat(refused.getMessage()).contains("localhost").contains("cannot be reached");
  }

  @Test
  void aServerThatStopsInTheMiddleIsWaitedForNoLongerThanAllowed() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    server.answer = exchange -> trickle(exchange, over);
    OrielException refused =
        catchThrowableOfType(
            OrielException.class,
            () -> remote.fetch(server.url("/a.usda"), Duration.ofSeconds(1), monitor));
    over.countDown();
    assertThat(refused.code()).isEqualTo(ErrorCode.STAGE_TIMEOUT);
    assertThat(files()).isZero();
  }

  @Test
  void aLoadThatIsGivenUpEndsTheDownload() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    server.answer = exchange -> trickle(exchange, over);
    CompletableFuture<OrielException> ended =
        CompletableFuture.supplyAsync(() -> refused("/a.usda"), threads);
    await().atMost(LIMIT).until(() -> !monitor.fractions().isEmpty());
    monitor.cancel();
    assertThat(ended.get().code()).isEqualTo(ErrorCode.SUPERSEDED);
    over.countDown();
    assertThat(files()).isZero();
  }

  private static void trickle(com.sun.net.httpserver.HttpExchange exchange, CountDownLatch over)
      throws IOException {
    exchange.sendResponseHeaders(200, 1000);
    exchange.getResponseBody().write(new byte[100]);
    exchange.getResponseBody().flush();
    hold(over);
  }

  private static void hold(CountDownLatch over) {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void theFolderDoesNotGrowForEver() throws Exception {
    server.answer = WebServer.tagged("\"v1\"", "one");
    for (int stage = 0; stage < RemoteStages.KEPT + 5; stage++) {
      fetch("/" + stage + ".usda");
    }
    assertThat(files()).isEqualTo(2 * RemoteStages.KEPT);
  }

  @Test
  void aFetchThatFailsLeavesNothing() throws Exception {
    server.answer = exchange -> WebServer.send(exchange, 404, "");
    assertThat(refused("/missing.usda").code()).isEqualTo(ErrorCode.STAGE_NOT_FOUND);
    try (Stream<Path> entries = Files.list(folder.resolve("kept"))) {
      assertThat(entries).isEmpty();
    }
  }

  @Test
  void fetchesThatFailDoNotDriveOutWhatIsKept() throws Exception {
    server.answer = WebServer.tagged("\"v1\"", "one");
    Path kept = fetch("/kept.usda");
    server.answer = exchange -> WebServer.send(exchange, 404, "");
    for (int stage = 0; stage < RemoteStages.KEPT + 5; stage++) {
      refused("/" + stage + ".usda");
    }
    assertThat(kept).exists();
  }

  @Test
  void whatOthersHavePutIntoTheFolderStays() throws Exception {
    Path own = Files.createDirectories(folder.resolve("kept/mine")).resolve("precious.usda");
    Files.writeString(own, "mine");
    Files.setLastModifiedTime(own.getParent(), FileTime.fromMillis(0));
    server.answer = WebServer.tagged("\"v1\"", "one");
    for (int stage = 0; stage < RemoteStages.KEPT + 1; stage++) {
      fetch("/" + stage + ".usda");
    }
    assertThat(own).exists();
  }

  @Test
  void aSlowFetchIsNotDrivenOutByOthers() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    WebServer.Answer quick = WebServer.tagged("\"v1\"", "one");
    server.answer =
        exchange -> {
          if (exchange.getRequestURI().getPath().equals("/slow.usda")) {
            begun.countDown();
            hold(over);
          }
          quick.to(exchange);
        };
    CompletableFuture<Path> slow =
        CompletableFuture.supplyAsync(() -> fetched("/slow.usda"), threads);
    await().atMost(LIMIT).until(() -> begun.getCount() == 0 || slow.isDone());
    for (int stage = 0; stage < RemoteStages.KEPT + 5; stage++) {
      fetch("/" + stage + ".usda");
    }
    over.countDown();
    assertThat(slow.get()).hasContent("one");
  }

  @Test
  void manyAtOnceDoNotDisturbEachOther() throws Exception {
    server.answer = WebServer.tagged("\"v1\"", "one");
    List<CompletableFuture<Path>> all =
        IntStream.range(0, 10 * RemoteStages.KEPT)
            .mapToObj(n -> "/" + n % (2 * RemoteStages.KEPT) + ".usda")
            .map(path -> CompletableFuture.supplyAsync(() -> fetched(path), threads))
            .toList();
    for (CompletableFuture<Path> one : all) {
      one.get();
    }
    assertThat(files()).isEqualTo(2 * RemoteStages.KEPT);
  }

  private Path fetched(String path) {
    try {
      return fetch(path);
    } catch (OrielException failed) {
      throw new AssertionError(failed);
    }
  }

  @Test
  void aFolderThatCannotBeWrittenIsNotTold() throws Exception {
    Files.writeString(folder.resolve("kept"), "a file in its place");
    OrielException refused = refused("/a.usda?token=secret");
    assertThat(refused.code()).isEqualTo(ErrorCode.STAGE_READER_UNAVAILABLE);
    assertThat(refused.getMessage())
        .contains("/a.usda", "downloadFolder")
        .doesNotContain(folder.toString(), "secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "v1", "\"\u00e9\"", "\"a\", \"b\"", "\"a b\"", "W/v1"})
  void anOddTagIsNotSentBack(String tag) throws Exception {
    AtomicReference<String> sentBack = new AtomicReference<>();
    server.answer =
        exchange -> {
          sentBack.set(exchange.getRequestHeaders().getFirst("If-None-Match"));
          exchange.getResponseHeaders().set("ETag", tag);
          WebServer.send(exchange, sentBack.get() == null ? 200 : 304, "one");
        };
    fetch("/a.usda");
    assertThat(fetch("/a.usda")).hasContent("one");
    assertThat(sentBack.get()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http:a.usda", "http:///a.usda", "https://me:secret@host/a.usda"})
  void whatNamesNoServerOrAUserIsForbidden(String location) {
    OrielException refused =
        catchThrowableOfType(OrielException.class, () -> remote.fetch(location, LIMIT, monitor));
    assertThat(refused.code()).isIn(ErrorCode.STAGE_FORBIDDEN, ErrorCode.STAGE_NOT_FOUND);
    assertThat(refused.getMessage()).doesNotContain("secret");
  }
}
