package io.oriel.runtime.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a fake server; the real one is asked in {@code DeployIT}. */
class RunningBundlesCommandTest {
  private static final String LIST =
      """
      {"bundles":[
        {"id":7,"name":"io.oriel.aov.color","version":"1.0.0","state":"active","origin":"folder",
         "uses":[{"state":"serving"},{"state":"waiting"},{"state":"serving"}]},
        {"id":0,"name":"framework","version":"2","state":"active","origin":"distribution","uses":[]}],
       "outcomes":[]}
      """;
  private static final String PROBLEM =
      """
      {"type":"urn:oriel:error:bundle.invalid","title":"It is none.","status":400,
       "detail":"a.jar: no zip","code":"bundle.invalid","remedy":"Put a whole one there."}
      """;

  @TempDir Path home;
  private final Printed printed = new Printed();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private int status = 200;
  private String answer = LIST;

  @BeforeEach
  void start() throws Exception {
    Files.writeString(home.resolve("admin-token"), "a secret\n");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requests.add(
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestURI()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Authorization")
                  + " "
                  + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void listsWithWhatTheServicesDo() throws Exception {
    assertThat(run("list")).isZero();
    assertThat(printed.text().lines().map(line -> line.strip().replaceAll(" +", " ")))
        .containsExactly(
            "7 io.oriel.aov.color 1.0.0 active folder 2 serving, 1 waiting",
            "0 framework 2 active distribution");
    assertThat(requests).containsExactly("GET /admin/bundles Bearer a secret ");
  }

  @Test
  void asksForEachVerb() throws Exception {
    Path jar = Files.writeString(home.resolve("a.jar"), "jar");
    answer = LIST.substring(LIST.indexOf('[') + 1, LIST.indexOf("},\n  {") + 1);
    run("install", jar.toString());
    run("stop", "7");
    run("start", "7");
    status = 204;
    answer = "";
    run("remove", "7");
    assertThat(requests)
        .containsExactly(
            "POST /admin/bundles Bearer a secret jar",
            "POST /admin/bundles/7/stop Bearer a secret ",
            "POST /admin/bundles/7/start Bearer a secret ",
            "DELETE /admin/bundles/7 Bearer a secret ");
    assertThat(printed.text()).endsWith("removed\n");
  }

  @Test
  void printsARefusalWithItsRemedy() throws Exception {
    status = 400;
    answer = PROBLEM;
    assertThat(run("stop", "7")).isEqualTo(Main.FAILED);
    assertThat(printed.text())
        .isEqualTo("oriel: a.jar: no zip [bundle.invalid] Put a whole one there.\n");
  }

  @Test
  void teachesWhatItNeeds() {
    assertThatThrownBy(() -> run("instal", "x"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("did you mean \"install\"");
    assertThatThrownBy(() -> run("install"))
        .hasMessage("bundles install needs the file of a bundle");
    assertThatThrownBy(() -> run("install", "/no/such.jar"))
        .hasMessageContaining("no such readable");
    assertThatThrownBy(() -> run("stop", "x")).hasMessageContaining("is no number of a bundle");
    assertThatThrownBy(() -> run("list", "x")).hasMessageContaining("is too much for list");
    assertThat(requests).isEmpty();
  }

  @Test
  void tellsWhenNobodyOrSomebodyElseAnswers() {
    answer = "<html>";
    assertThatThrownBy(() -> run("list"))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("is no Oriel: status 200");
    server.stop(0);
    assertThatThrownBy(() -> run("list"))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("no server answers at http://127.0.0.1:");
  }

  private int run(String... words) throws Exception {
    List<String> all = new java.util.ArrayList<>(List.of("bundles"));
    all.addAll(List.of(words));
    all.addAll(
        List.of(
            "--admin",
            "http://127.0.0.1:" + server.getAddress().getPort(),
            "--work",
            home.toString()));
    Arguments arguments = Printed.arguments(all.toArray(String[]::new));
    return new BundlesCommand(Printed.setup(home, arguments), arguments, printed.terminal()).run();
  }
}
