package io.oriel.runtime.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Which transports run, and what is said of each. */
class TransportsIT {
  @TempDir Path folder;

  private static Map<String, String> states(ServerProcess server) throws Exception {
    Map<String, String> states = new HashMap<>();
    for (JsonNode transport :
        JsonMapper.shared()
            .readTree(Web.text(server.ports().admin("/readyz")))
            .path("transports")) {
      states.put(
          transport.path("name").asString(),
          (transport.path("state").asString() + " " + transport.path("address").asString())
              .strip());
    }
    return states;
  }

  @Test
  void onlyTheChosenOnesRunAndThePageSaysHowEachIs() throws Exception {
    Ports ports = Ports.free();
    try (ServerProcess server =
            ServerProcess.start(folder, ports, Ports.OPTIONAL, "--transports", "webrtc,shm")
                .awaitReady();
        Chromium chromium = Chromium.start(folder);
        Page page = chromium.open(ports.page())) {
      awaitTrue(page, "window.oriel?.state === 'live'");
      assertThat(states(server))
          .containsEntry("webrtc", "open /whep/<stream>, media on port " + ports.media() + "/udp")
          .containsEntry("shm", "open shm:" + ports.sharedMemory("<stream>"))
          .containsEntry("rtsp", "off");
      page.evaluate("document.getElementById('pill').click()");
      awaitTrue(page, "document.querySelectorAll('#transports dt').length === 3");
      assertThat(page.evaluate("document.querySelector('#transports dl').innerText").asString())
          .contains("shm:" + ports.sharedMemory("main"), "Off", "Open");
      for (String scheme : new String[] {"dark", "light"}) {
        page.emulate(1280, 800, false, scheme);
        page.screenshot(Place.REPORTS.resolve("page/transports-" + scheme + ".png"));
      }
    }
  }

  private static void awaitTrue(Page page, String condition) {
    await().until(() -> page.evaluate(condition).asBoolean());
  }

  @Test
  void aFileTurnsThemOnAndOffWhileTheServerRuns() throws Exception {
    Ports ports = Ports.free();
    try (ServerProcess server =
        ServerProcess.start(folder, ports, Map.of("io.oriel.transport.rtsp", Map.of()))
            .awaitReady()) {
      Path dropIn = Files.createDirectories(server.dropIns()).resolve("90-transports.json");
      Files.writeString(dropIn, "{\"io.oriel.transport.rtsp\": false}");
      await().atMost(Duration.ofSeconds(60)).until(() -> "off".equals(states(server).get("rtsp")));
      Files.writeString(dropIn, "{\"io.oriel.transport.rtsp\": {}}");
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> ("open " + ports.rtsp("<stream>")).equals(states(server).get("rtsp")));
    }
  }

  @Test
  void anUnknownOneIsRefusedWithThoseThatThereAre() throws Exception {
    try (ServerProcess server = ServerProcess.start(folder, "--transports", "webrtc,rstp")) {
      assertThat(server.exitCode()).isEqualTo(2);
      assertThat(server.log())
          .contains("there is no transport \"rstp\"; there are: rtsp, shm, webrtc");
    }
  }
}
