package io.oriel.messages.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oriel.api.error.OrielException;
import io.oriel.messages.stage.ListScenesResult.Scene;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list of stages that viewers may open. */
class ListScenesTest {
  @TempDir Path folder;
  private StageRig rig;
  private ListScenes handler;

  @BeforeEach
  void makeStream() {
    rig = new StageRig(folder);
    handler = new ListScenes(rig.streams, rig.access, rig.questions);
  }

  private ListScenesResult list() throws OrielException {
    rig.reply.sent.clear();
    handler.handle(new ListScenes.Request(), rig.reply);
    await().atMost(Duration.ofSeconds(10)).until(() -> !rig.reply.sent.isEmpty());
    return rig.reply.only(ListScenesResult.class);
  }

  @Test
  void everyStageBelowTheRootsIsListedByItsUrl() throws Exception {
    rig.file("notes.txt");
    rig.file(".hidden/backup.usda");
    rig.file("Upper.USDZ");
    Files.createSymbolicLink(rig.root.resolve("loop"), rig.root);
    StageRig.file(folder, "elsewhere.usda");
    ListScenesResult answer = list();
    assertThat(answer.scenes())
        .containsExactly(
            new Scene("Upper.USDZ", "Upper"),
            new Scene("calibration.usda", "calibration"),
            new Scene("sets/kitchen.usd", "kitchen"),
            new Scene("workshop.usda", "workshop"));
    assertThat(answer.active()).isEqualTo("workshop.usda");
    assertThat(answer.limit()).isEmpty();
  }

  @Test
  void aRootThatIsMissingIsPassedOver() throws OrielException {
    rig.access.modified(StageRig.config(List.of(folder.resolve("missing")), List.of()));
    assertThat(list().scenes()).hasSize(3);
  }

  @Test
  void theListIsKeptForAMomentButNotWhatIsShown() throws OrielException {
    assertThat(list().scenes()).hasSize(3);
    rig.file("new.usda");
    rig.stream.show(rig.root.resolve("calibration.usda").toString());
    ListScenesResult again = list();
    assertThat(again.scenes()).hasSize(3);
    assertThat(again.active()).isEqualTo("calibration.usda");
    rig.access.modified(StageRig.config(List.of(rig.root.resolve("sets")), List.of()));
    assertThat(list().scenes())
        .extracting(Scene::url)
        .containsExactly("calibration.usda", "kitchen.usd", "new.usda", "workshop.usda");
  }

  @Test
  void stagesOfOneNameInTwoRootsAreListedAsTheyAreOpened() throws OrielException {
    Path more = StageRig.file(folder, "more/workshop.usda").getParent();
    StageRig.file(folder, "more/other.usda");
    rig.access.modified(StageRig.config(List.of(more), List.of()));
    List<String> urls = list().scenes().stream().map(Scene::url).toList();
    assertThat(urls)
        .containsExactly(
            "calibration.usda",
            "other.usda",
            "sets/kitchen.usd",
            "stages/workshop.usda",
            "workshop.usda");
    StageAddresses addresses = rig.access.of(FakeStreamControl.NAME);
    for (String url : urls) {
      assertThat(addresses.url(addresses.location(url))).isEqualTo(url);
    }
  }

  @Test
  void aListThatGrowsTooLongSaysSo() throws OrielException {
    for (int scene = 0; scene < SceneWalk.MAX_SCENES + 10; scene++) {
      rig.file("many/" + scene + ".usda");
    }
    ListScenesResult answer = list();
    assertThat(answer.scenes()).hasSize(SceneWalk.MAX_SCENES);
    assertThat(answer.limit()).contains("only the first 1000 stages are listed");
  }
}
