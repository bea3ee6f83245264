package io.oriel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.geometry.Bounds;
import io.oriel.api.geometry.Matrix4;
import io.oriel.api.geometry.Vector3;
import io.oriel.api.render.Camera;
import io.oriel.api.render.ViewState;
import io.oriel.api.stream.StageStatus;
import io.oriel.api.stream.StreamState;
import io.oriel.api.stream.StreamStatus;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What becomes of the view when a stage is opened, loaded again, or not opened after all. */
class ViewResetTest {
  private static final Camera CAMERA =
      Camera.perspective(Matrix4.translation(new Vector3(1, 2, 3)), 0.5, 1, 100);

  @Test
  void anOpenedStageIsSeenAsIfForTheFirstTime() {
    try (Rig rig = new Rig().ready()) {
      change(rig);
      rig.until(() -> rig.status().aov().active().equals("DepthSD"));
      rig.opened("first.usda");
      ViewState view = rig.stream.view();
      assertThat(view.camera()).isEmpty();
      assertThat(view.outlines()).isEmpty();
      assertThat(view.unpickable()).isEmpty();
      assertThat(view.exposure()).isEqualTo(2);
      rig.until(() ->
          rig.status().aov().active().equals("LdrColor")
              && rig.status().aov().requested().equals("LdrColor"));
    }
  }

  @Test
  void aStageIsNeverReadBesideTheOutputOfTheOneBefore() {
    try (Rig rig = new Rig().ready()) {
      AtomicLong seen = new AtomicLong(rig.status().stage().opened());
      List<String> outputs = new CopyOnWriteArrayList<>();
      Thread reader =
          Thread.ofPlatform()
              .start(() -> {
                while (!Thread.interrupted()) {
                  StreamStatus now = rig.status();
                  if (now.state() == StreamState.ACTIVE && now.stage().opened() > seen.get()) {
                    outputs.add(now.aov().active());
                    seen.set(now.stage().opened());
                  }
                }
              });
      for (int i = 0; i < 20; i++) {
        change(rig);
        rig.until(() -> rig.status().aov().active().equals("DepthSD"));
        long opened = rig.opened("stage" + i + ".usda").opened();
        rig.until(() -> seen.get() == opened);
      }
      reader.interrupt();
      assertThat(outputs).hasSize(20).containsOnly("LdrColor");
    }
  }

  @Test
  void soIsOneThatIsOpenedWhileTheRendererIsGone() {
    try (Rig rig = new Rig().ready()) {
      change(rig);
      Gate gate = new Gate();
      rig.reader.gate = gate;
      CompletableFuture<StageStatus> other = rig.open("second.usda");
      gate.awaitReached();
      rig.running(() -> rig.stream.loader().remove(rig.renderer));
      rig.add(new FakeRenderer(), 0);
      gate.open();
      rig.until(other::isDone);
      assertThat(other.join().location()).isEqualTo("second.usda");
      assertThat(rig.stream.view().camera()).isEmpty();
      assertThat(rig.stream.view().outlines()).isEmpty();
    }
  }

  @Test
  void theFirstStageIsSeenAsWasAskedForBefore() {
    try (Rig rig = new Rig().start()) {
      change(rig);
      rig.addParts();
      rig.until(() -> rig.status().ready());
      assertThat(rig.stream.view().camera()).contains(CAMERA);
      assertThat(rig.stream.view().outlines()).containsKey("/a");
    }
  }

  @Test
  void aStageThatIsLoadedAgainIsSeenAsBefore() {
    try (Rig rig = new Rig().ready()) {
      change(rig);
      CompletableFuture<StageStatus> chosen =
          rig.stream.selectVariant("/World", "paint", "red").toCompletableFuture();
      rig.until(chosen::isDone);
      ViewState view = rig.stream.view();
      assertThat(view.camera()).contains(CAMERA);
      assertThat(rig.stream.camera()).contains(CAMERA);
      assertThat(view.aov()).isEqualTo("DepthSD");
      assertThat(view.outlines()).containsKey("/a");
      assertThat(view.unpickable()).contains("/b");
    }
  }

  @Test
  void theStatusTellsAStageThatWasOpenedFromOneThatWasLoadedAgain() {
    try (Rig rig = new Rig().ready()) {
      assertThat(rig.status().stage().opened()).isEqualTo(1);
      CompletableFuture<StageStatus> chosen =
          rig.stream.selectVariant("/World", "paint", "red").toCompletableFuture();
      rig.until(chosen::isDone);
      assertThat(chosen.join().generation()).isEqualTo(2);
      assertThat(chosen.join().opened()).isEqualTo(1);
      assertThat(rig.opened("first.usda").opened()).isEqualTo(3);
    }
  }

  @Test
  void aLoadThatIsGivenUpIsSupersededAndNothingChanges() {
    try (Rig rig = new Rig().ready()) {
      change(rig);
      rig.reader.gate = new Gate();
      CompletableFuture<StageStatus> other = rig.open("second.usda");
      rig.until(() -> rig.status().stage().loading().isPresent());
      rig.stream.cancelLoad();
      assertThat(Rig.failureOf(other).code()).isEqualTo(ErrorCode.SUPERSEDED);
      assertThat(rig.status().stage().loading()).isEmpty();
      assertThat(rig.status().stage().problem()).isEmpty();
      assertThat(rig.status().stage().location()).isEqualTo("first.usda");
      assertThat(rig.stream.view().camera()).contains(CAMERA);
      rig.stream.cancelLoad();
      rig.reader.gate = null;
      assertThat(rig.opened("second.usda").location()).isEqualTo("second.usda");
    }
  }

  @Test
  void aLoadThatIsGivenUpOnceItIsDrawnEndsAsWhatIsShown() {
    try (Rig rig = new Rig().ready()) {
      Gate leaving = new Gate();
      rig.renderer.preparedCloseGate = leaving;
      CompletableFuture<StageStatus> result = rig.open("second.usda");
      rig.clock.run(true);
      leaving.awaitReached();
      assertThat(rig.status().stage().location()).isEqualTo("second.usda");
      rig.stream.cancelLoad();
      leaving.open();
      Rig.untilStill(result::isDone);
      assertThat(result.join().location()).isEqualTo("second.usda");
    }
  }

  @Test
  void aRestartThatIsGivenUpBeforeItBeganLeavesThePictureAsItWas() {
    try (Rig rig = new Rig().ready()) {
      Gate gate = new Gate();
      rig.reader.gate = gate;
      rig.reader.stubborn = true;
      rig.open("second.usda");
      gate.awaitReached();
      CompletableFuture<StageStatus> restarted = rig.stream.restart().toCompletableFuture();
      rig.stream.cancelLoad();
      gate.open();
      assertThat(Rig.failureOf(restarted).code()).isEqualTo(ErrorCode.SUPERSEDED);
      rig.reader.gate = null;
      int before = rig.sink.count();
      rig.until(() -> rig.sink.count() > before + 3);
      assertThat(rig.status().stage().loading()).isEmpty();
      assertThat(rig.status().stage().location()).isEqualTo("first.usda");
      assertThat(rig.status().held()).isFalse();
    }
  }

  @Test
  void theFirstLoadIsNotGivenUp() {
    try (Rig rig = new Rig().start()) {
      rig.stream.cancelLoad();
      rig.addParts();
      rig.until(() -> rig.status().ready());
    }
  }

  @Test
  void withoutAStageThereIsNothingToSee() {
    try (Rig rig = new Rig().start()) {
      assertThat(rig.stream.camera()).isEmpty();
      assertThat(rig.stream.cameras()).isEmpty();
      assertThat(rig.stream.prim("/")).isEmpty();
      assertThat(rig.stream.primCount()).isZero();
      assertThat(rig.stream.bounds(List.of("/"))).isEqualTo(Bounds.EMPTY);
    }
  }

  private static void change(Rig rig) {
    rig.stream.updateView(v ->
        v.with()
            .camera(CAMERA)
            .aov("DepthSD")
            .outlines(Map.of("/a", 1))
            .unpickable(Set.of("/b"))
            .exposure(2)
            .build());
  }
}
