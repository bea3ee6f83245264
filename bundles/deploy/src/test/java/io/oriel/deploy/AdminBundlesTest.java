package io.oriel.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.http.HttpRequest;
import io.oriel.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminBundlesTest {
  private static final String TOKEN = "a token of 24 characters";

  @TempDir Path folder;
  private RunningFramework framework;
  private DeployService deploy;
  private AdminBundles admin;
  private Path tokenFile;

  @BeforeEach
  void start() throws Exception {
    framework = RunningFramework.start(folder);
    tokenFile = folder.resolve("secret/token");
  }

  @AfterEach
  void stop() throws Exception {
    deploy.deactivate();
    framework.close();
  }

  @Test
  void withoutATokenOnlyTheListIsThere() throws Exception {
    open(Map.of());
    assertThat(text(admin.handle(get().build()))).contains("\"bundles\":[{\"id\":0");
    HttpResponse refusal = admin.handle(post(TOKEN).build());
    assertThat(refusal.status()).isEqualTo(403);
    assertThat(text(refusal)).contains("security.forbidden", "adminTokenFile");
    assertThat(refusals()).isEqualTo(1);
  }

  @Test
  void makesARandomTokenThatItsOwnerAloneCanRead() throws Exception {
    open(Map.of("adminTokenFile", tokenFile.toString()));
    Awaitility.await().until(() -> deploy.token().isPresent());
    assertThat(deploy.token().orElseThrow()).hasSize(43);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(tokenFile)))
        .isEqualTo("rw-------");
  }

  @Test
  void asksForTheTokenForEverything() throws Exception {
    openWithToken(TOKEN);
    for (String authorization :
        new String[] {"", "Bearer ", "Basic " + TOKEN, "Bearer x" + TOKEN}) {
      HttpResponse refusal = admin.handle(get().header("Authorization", authorization).build());
      assertThat(refusal.status()).as(authorization).isEqualTo(401);
      assertThat(refusal.headers().first("WWW-Authenticate")).contains("Bearer");
      assertThat(text(refusal)).doesNotContain(TOKEN);
    }
    assertThat(admin.handle(get().header("Authorization", "bearer " + TOKEN).build()).status())
        .isEqualTo(200);
    assertThat(admin.handle(get().query("token", java.util.List.of(TOKEN)).build()).status())
        .isEqualTo(401);
  }

  @Test
  void takesANewTokenAtOnceAndNoneThatCanBeGuessed() throws Exception {
    openWithToken(TOKEN);
    Files.writeString(tokenFile, "another token of many characters\n");
    assertThat(admin.handle(post(TOKEN).build()).status()).isEqualTo(401);
    Files.writeString(tokenFile, "short\n");
    assertThat(admin.handle(post("short").build()).status()).isEqualTo(403);
  }

  @Test
  void installsOnlyJarsAndLeavesNothingBehind() throws Exception {
    openWithToken(TOKEN);
    assertThatThrownBy(() -> admin.handle(post(TOKEN).header("Content-Type", "text/plain").build()))
        .isInstanceOfSatisfying(
            OrielException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_MEDIA_TYPE));
    Path jar = TestJar.bundle("a", "1.2.3").write(folder.resolve("a.jar"));
    HttpResponse installed =
        admin.handle(
            post(TOKEN)
                .header("Content-Type", "application/java-archive")
                .body(Files.readAllBytes(jar))
                .build());
    assertThat(installed.status()).isEqualTo(201);
    assertThat(text(installed))
        .contains(
            "\"name\":\"a\",\"version\":\"1.2.3\",\"state\":\"active\",\"origin\":\"installed\"");
    assertThat(folder).isDirectoryNotContaining("regex:.*/posted[^/]*");
  }

  @Test
  void installsWhatWasSentAlsoWhenNobodyWaitsForItAnyMore() throws Exception {
    // It is observed for as long as this test lasts: nobody can have its answer before.
    open(Map.of("observeMillis", 600_000));
    Path file = TestJar.bundle("a", "1.2.3").write(folder.resolve("a.jar"));
    byte[] jar = Files.readAllBytes(file);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> deploy.install(jar))
        .isInstanceOfSatisfying(
            OrielException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SERVER_STOPPING));
    assertThat(Thread.interrupted()).isTrue();
    Awaitility.await().until(() -> framework.running().contains("a 1.2.3"));
  }

  @Test
  void knowsNoOtherPlace() throws Exception {
    openWithToken(TOKEN);
    for (String path : new String[] {"x", "0/restart", "99", "0/stop/now", ""}) {
      assertThatThrownBy(() -> admin.handle(post(TOKEN).remainder(path + "/").build()))
          .as(path)
          .isInstanceOf(OrielException.class);
    }
    assertThatThrownBy(() -> admin.handle(delete("99999999999999999999").build()))
        .hasMessageContaining("9999");
  }

  private void openWithToken(String token) throws Exception {
    Files.createDirectories(tokenFile.getParent());
    Files.writeString(tokenFile, token + "\n");
    open(Map.of("adminTokenFile", tokenFile.toString()));
  }

  private void open(Map<String, Object> settings) throws Exception {
    Map<String, Object> all = new HashMap<>(settings);
    all.putIfAbsent("observeMillis", 100);
    deploy = framework.deploy(all);
    admin = new AdminBundles(deploy);
  }

  private long refusals() {
    return deploy.counters().stream()
        .filter(reading -> reading.descriptor() == DeployCounter.ADMIN_REFUSED)
        .findFirst()
        .orElseThrow()
        .value();
  }

  private static HttpRequest.Builder get() {
    return HttpRequest.of("GET", AdminBundles.PATH);
  }

  private static HttpRequest.Builder post(String token) {
    return HttpRequest.of("POST", AdminBundles.PATH).header("Authorization", "Bearer " + token);
  }

  private static HttpRequest.Builder delete(String id) {
    return HttpRequest.of("DELETE", AdminBundles.PATH)
        .header("Authorization", "Bearer " + TOKEN)
        .remainder(id);
  }

  private static String text(HttpResponse response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
