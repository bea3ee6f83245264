package io.oriel.runtime.itest;

import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/** A bundle with a message of its own, dropped into a server that runs, and taken out again. */
class HandlerIT {
  @TempDir Path folder;

  @Test
  void isAnsweredWhileItIsThereAndLeavesNothing() throws Exception {
    Map<String, Map<String, Object>> streams =
        Map.of("main", Map.of("renderer", "test", "width", 320, "height", 180));
    try (EmbeddedServer server = EmbeddedServer.start(folder, streams).awaitReady("main");
        Chromium browser = Chromium.start(folder);
        Transcript transcript = new Transcript(browser, server.ports().whep("main"))) {
      transcript.play(
          lines(
              """
              {"send": {"event_type": "countRequest", "payload": {"prim_path": "/World"}}}
              {"expect": {"event_type": "viewerError", "payload": {"code": "request.unsupported", "...": true}}}
              """));
      Bundle bundle = server.install(HandlerJar.in(folder));
      transcript.play(
          lines(
              """
              {"send": {"event_type": "countRequest", "payload": {"prim_path": "/World", "more": 1}}}
              {"expect": {"event_type": "countResult", "payload": {"count": 6}}}
              {"send": {"event_type": "countRequest", "payload": {"prim_path": 17}}}
              {"expect": {"event_type": "viewerError", "payload": {"code": "request.malformed", "message": "<text>", "detail": "countRequest.prim_path should be a text and is a number"}}}
              """));
      WeakReference<ClassLoader> loader =
          new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader());
      server.uninstall(bundle);
      transcript.play(
          lines(
              """
              {"send": {"event_type": "countRequest", "payload": {"prim_path": "/World"}}}
              {"never": ["countResult"]}
              """));
      await("the removed bundle's classes to be collected")
          .until(() -> {
            System.gc();
            return loader.get() == null;
          });
    }
  }

  private Path lines(String lines) throws Exception {
    return Files.write(folder.resolve("lines.jsonl"), List.of(lines.split("\n")));
  }
}
