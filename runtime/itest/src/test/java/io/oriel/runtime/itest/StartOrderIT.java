package io.oriel.runtime.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.osgi.framework.Bundle;

/** Bundles that start in any order end up with the same server. */
class StartOrderIT {
  private static final int ROUNDS = 10;

  @TempDir Path folder;

  /** Two orders that stay, and one that is another in every run and is told when it fails. */
  static LongStream seeds() {
    return LongStream.of(20261121, 20261122, System.nanoTime());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void randomOrdersGiveTheSameResult(long seed) throws Exception {
    Random random = new Random(seed);
    Map<String, Map<String, Object>> streams =
        Map.of("main", Map.of("stage", Place.stage("calibration.usda").toString()));
    try (EmbeddedServer server = EmbeddedServer.start(folder, streams).awaitReady("main")) {
      List<Bundle> ours =
          new ArrayList<>(
              Arrays.stream(server.context().getBundles())
                  .filter(b -> b.getSymbolicName().startsWith("io.oriel."))
                  .filter(b -> b.getHeaders().get("Fragment-Host") == null)
                  .toList());
      for (int round = 0; round < ROUNDS; round++) {
        for (Bundle bundle : ours) {
          bundle.stop();
        }
        Collections.shuffle(ours, random);
        for (Bundle bundle : ours) {
          bundle.start();
        }
        String order = "seed " + seed + ", round " + round + ": " + ours;
        try {
          server.awaitReady("main");
        } catch (RuntimeException | AssertionError e) {
          throw new AssertionError(order, e);
        }
        // The transports open on a thread of their own.
        await(order)
            .atMost(Duration.ofSeconds(60))
            .untilAsserted(
                () -> assertThat(Web.status(server.ports().admin("/healthz"))).isEqualTo(200));
        assertThat(Web.status(server.ports().page())).as(order).isEqualTo(200);
        assertThat(Web.post(server.ports().whep("main"), "application/sdp", "no sdp").statusCode())
            .as(order)
            .isEqualTo(400);
      }
    }
  }
}
