package io.oriel.runtime.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oriel.api.deploy.Deployer;
import io.oriel.runtime.itest.sample.BrokenConverter;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Jars that are dropped into the folder or posted while a server runs. */
class DeployIT {
  private static final String COLOR = "io.oriel.aov.color";
  private static final Duration SOON = Duration.ofSeconds(120);

  @TempDir Path folder;

  @Test
  void aConverterTakesOverWhileAViewerWatchesAndGivesBack() throws Exception {
    try (EmbeddedServer server = start(Map.of());
        Chromium browser = Chromium.start(folder);
        Page page = BrowserIT.openAndSee(browser, server.ports().page() + "?stream=main")) {
      RawSink raw = new RawSink(TestRenderer.DARKEST);
      try (var frames = server.stream("main").subscribe(raw)) {
        Bundle shipped = server.bundle(COLOR);
        Path copy = BundleCopy.of(Place.bundle(COLOR), COLOR, folder);
        Path dropped = Files.move(copy, drop("color.jar"));
        soon(() -> assertThat(shipped.getState()).isIn(Bundle.INSTALLED, Bundle.RESOLVED));

        JsonNode newcomer = bundle(server, "file", "color.jar");
        assertThat(newcomer.path("state").asString()).isEqualTo("active");
        assertThat(newcomer.path("uses"))
            .anySatisfy(use -> {
              assertThat(use.path("identity").asString()).isEqualTo("LdrColor");
              assertThat(use.path("state").asString()).isEqualTo("serving");
            });
        WeakReference<ClassLoader> loader =
            loader(server.context().getBundle(newcomer.path("id").asLong()));

        Files.delete(dropped);
        soon(() -> assertThat(bundle(server, "file", "color.jar").isMissingNode()).isTrue());
        assertThat(shipped.getState()).isEqualTo(Bundle.ACTIVE);
        soon(() -> {
          System.gc();
          assertThat(loader.get()).as("the removed bundle's classes").isNull();
        });
        BrowserIT.awaitMoreFrames(page, 10);
      }
      assertThat(raw.faults).isEmpty();
      assertThat(page.evaluate("window.oriel.state").asString()).isEqualTo("live");
    }
  }

  @Test
  void aTransportIsHandedOverAndItsViewersComeBack() throws Exception {
    String transport = "io.oriel.transport.webrtc";
    try (EmbeddedServer server = start(Map.of());
        Chromium browser = Chromium.start(folder);
        Page page = BrowserIT.openAndSee(browser, server.ports().page() + "?stream=main")) {
      Bundle shipped = server.bundle(transport);
      Path copy = BundleCopy.of(Place.bundle(transport), transport, folder);
      Path dropped = Files.move(copy, drop("transport.jar"));
      soon(() -> assertThat(shipped.getState()).isIn(Bundle.INSTALLED, Bundle.RESOLVED));
      soon(() -> assertThat(page.evaluate("window.oriel.state").asString()).isEqualTo("live"));
      BrowserIT.awaitMoreFrames(page, 10);

      Files.delete(dropped);
      soon(() -> assertThat(bundle(server, "file", "transport.jar").isMissingNode()).isTrue());
      assertThat(shipped.getState()).isEqualTo(Bundle.ACTIVE);
      soon(() -> assertThat(page.evaluate("window.oriel.state").asString()).isEqualTo("live"));
      BrowserIT.awaitMoreFrames(page, 10);
    }
  }

  @Test
  void whatIsBadIsReportedAndChangesNothing() throws Exception {
    try (EmbeddedServer server = start(Map.of())) {
      Bundle shipped = server.bundle(COLOR);
      int before = server.context().getBundles().length;

      Files.writeString(drop("text.jar"), "no zip at all");
      component("sample.future", "io.oriel.api.aov;version=\"[7,8)\"").write(drop("future.jar"));
      component("sample.lonely", "no.such.thing").write(drop("lonely.jar"));
      component("sample.fragment", "io.oriel.api.aov")
          .header("Fragment-Host", COLOR)
          .write(drop("fragment.jar"));
      component("io.oriel.http", "io.oriel.api.aov").write(drop("needed.jar"));
      component(COLOR, "io.oriel.api.aov,io.oriel.api.image").write(drop("broken.jar"));

      awaitProblem(server, "text.jar", "bundle.invalid", "it is no jar");
      awaitProblem(server, "future.jar", "bundle.unresolved", "it was built for another one");
      awaitProblem(server, "lonely.jar", "bundle.unresolved", "no.such.thing");
      awaitProblem(server, "fragment.jar", "bundle.invalid", "it is a fragment");
      awaitProblem(server, "needed.jar", "bundle.needed", "io.oriel.health");
      awaitProblem(server, "broken.jar", "bundle.unhealthy", "LdrColor was given up");
      assertThat(shipped.getState()).isEqualTo(Bundle.ACTIVE);
      assertThat(server.context().getBundles()).hasSize(before);
      RawSink raw = new RawSink(TestRenderer.DARKEST);
      try (var frames = server.stream("main").subscribe(raw)) {
        soon(() -> assertThat(raw.frames.get()).isGreaterThan(30));
      }
      assertThat(raw.faults).isEmpty();
    }
  }

  @Test
  void aHalfCopiedFileIsWaitedFor() throws Exception {
    try (EmbeddedServer server = start(Map.of())) {
      byte[] whole = Files.readAllBytes(HandlerJar.in(folder));
      Path dropped = drop("count.jar");
      for (int parts = 1; parts <= 4; parts++) {
        Files.write(dropped, Arrays.copyOf(whole, whole.length * parts / 4));
        // As a slow copy does; that nothing is reported is what counts, however long it takes.
        Thread.sleep(300);
      }
      soon(() ->
          assertThat(bundle(server, "file", "count.jar").path("state").asString())
              .isEqualTo("active"));
      assertThat(admin(server).path("outcomes").findValuesAsString("what"))
          .doesNotContain("refused");
    }
  }

  @Test
  void operatorsInstallAndRemoveWithTheToken() throws Exception {
    try (EmbeddedServer server = start(Map.of())) {
      Path jar = HandlerJar.in(folder);
      String url = server.ports().admin("/admin/bundles");
      soon(() -> assertThat(folder.resolve("token")).exists());
      String token = Files.readString(folder.resolve("token")).strip();

      assertThat(post(url, jar, "").statusCode()).isEqualTo(401);
      assertThat(post(url, jar, "wrong").body()).contains("security.authentication-failed");
      assertThat(post(server.ports().page() + "admin/bundles", jar, token).statusCode())
          .isIn(404, 405);

      HttpResponse<String> installed = post(url, jar, token);
      assertThat(installed.statusCode()).as(installed.body()).isEqualTo(201);
      String location =
          server.ports().admin(installed.headers().firstValue("Location").orElseThrow());
      assertThat(post(url, jar, token).body()).contains("bundle.present");

      assertThat(send(request(location + "/stop", token).POST(BodyPublishers.noBody())).body())
          .contains("\"state\":\"resolved\"");
      assertThat(send(request(location + "/start", token).POST(BodyPublishers.noBody())).body())
          .contains("\"state\":\"active\"");
      assertThat(send(request(location, token).DELETE()).statusCode()).isEqualTo(204);
      assertThat(send(request(location, token).DELETE()).statusCode()).isEqualTo(404);
      long shipped = server.bundle(COLOR).getBundleId();
      assertThat(send(request(url + "/" + shipped, token).DELETE()).body())
          .contains("belongs to the distribution");
    }
  }

  @Test
  void onlyWhatIsAllowedIsInstalled() throws Exception {
    Path allowed = HandlerJar.in(folder);
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(allowed));
    List<String> hashes = List.of(HexFormat.of().formatHex(digest));
    try (EmbeddedServer server = start(Map.of("allowedHashes", hashes))) {
      component("sample.other", "io.oriel.api.aov").write(drop("other.jar"));
      awaitProblem(server, "other.jar", "bundle.untrusted", "is not allowed");
      Deployer deployer =
          server.context().getService(server.context().getServiceReference(Deployer.class));
      assertThat(deployer.install(allowed).symbolicName()).isEqualTo("sample.count");
    }
  }

  private EmbeddedServer start(Map<String, Object> more) throws Exception {
    Map<String, Object> settings = new HashMap<>();
    settings.put("deployFolder", folder.resolve("deploy").toString());
    settings.put("adminTokenFile", folder.resolve("token").toString());
    settings.put("pollMillis", 100);
    settings.put("settleMillis", 500);
    settings.put("observeMillis", 5000);
    settings.putAll(more);
    return EmbeddedServer.start(
            folder,
            Map.of("main", Map.of("renderer", "test", "width", 320, "height", 180)),
            Map.of("io.oriel.deploy", settings))
        .awaitReady("main");
  }

  private Path drop(String name) throws IOException {
    return Files.createDirectories(folder.resolve("deploy")).resolve(name);
  }

  private static ComponentJar component(String name, String imports) {
    return new ComponentJar(
            name,
            """
            <service><provide interface="io.oriel.api.aov.AovConverter"/></service>
            <property name="oriel.aov" value="LdrColor"/>
            """,
            BrokenConverter.class,
            anonymous())
        .header("Import-Package", imports);
  }

  private static Class<?> anonymous() {
    try {
      return Class.forName(BrokenConverter.class.getName() + "$1");
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private JsonNode admin(EmbeddedServer server) throws Exception {
    String token = Files.readString(folder.resolve("token")).strip();
    HttpResponse<String> answer =
        send(request(server.ports().admin("/admin/bundles"), token).GET());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JsonMapper.shared().readTree(answer.body());
  }

  /** The first bundle with this member, or what is missing. */
  private JsonNode bundle(EmbeddedServer server, String member, String value) throws Exception {
    JsonNode bundles = admin(server).path("bundles");
    for (JsonNode bundle : bundles) {
      if (value.equals(bundle.path(member).asString(""))) {
        return bundle;
      }
    }
    return bundles.path("none");
  }

  private void awaitProblem(EmbeddedServer server, String file, String code, String detail) {
    soon(() -> {
      List<JsonNode> outcomes =
          admin(server)
              .path("outcomes")
              .valueStream()
              .filter(outcome -> file.equals(outcome.path("subject").asString()))
              .toList();
      assertThat(outcomes).as(file).hasSize(1);
      assertThat(outcomes.getFirst().at("/problem/code").asString())
          .as(outcomes.toString())
          .isEqualTo(code);
      assertThat(outcomes.getFirst().at("/problem/detail").asString()).contains(detail);
    });
  }

  private static WeakReference<ClassLoader> loader(Bundle bundle) {
    return new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader());
  }

  private static void soon(ThrowingRunnable assertion) {
    await().atMost(SOON).untilAsserted(assertion);
  }

  private static HttpResponse<String> post(String url, Path jar, String token) throws Exception {
    return send(
        request(url, token)
            .header("Content-Type", "application/java-archive")
            .POST(BodyPublishers.ofFile(jar)));
  }

  private static HttpRequest.Builder request(String url, String token) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.timeout(SOON).build(), BodyHandlers.ofString());
    }
  }
}
