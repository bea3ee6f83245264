package io.oriel.messages.stage;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Lists of stages, kept for some seconds. Disks may be slow: nobody waits for one. Any thread. */
final class SceneLists {
  private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final Executor ASIDE = task -> Thread.ofVirtual().name("oriel-scenes").start(task);

  private record Kept(long sinceNanos, CompletableFuture<SceneWalk.Found> found) {
    static Kept of(StageAddresses addresses) {
      return new Kept(
          System.nanoTime(),
          CompletableFuture.supplyAsync(() -> SceneWalk.below(addresses), ASIDE));
    }

    boolean isOld() {
      return System.nanoTime() - sinceNanos >= KEPT_NANOS;
    }
  }

  private final Map<StageAddresses, Kept> lists = new HashMap<>();

  /** What lies below the roots, now or some seconds ago. */
  synchronized CompletionStage<SceneWalk.Found> of(StageAddresses addresses) {
    lists.values().removeIf(Kept::isOld);
    return lists.computeIfAbsent(addresses, Kept::of).found();
  }
}
