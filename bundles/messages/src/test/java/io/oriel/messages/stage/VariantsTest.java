package io.oriel.messages.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.stage.VariantSet;
import io.oriel.messages.stage.FakeStreamControl.Opening;
import io.oriel.messages.stage.GetVariantsResponse.Choice;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Variants as viewers see and choose them. */
class VariantsTest {
  @TempDir Path folder;
  private StageRig rig;
  private SetVariant choosing;

  @BeforeEach
  void makeStream() {
    rig = new StageRig(folder);
    rig.stream.add("/World", "Xform");
    rig.stream.variants = paint("red");
    choosing = new SetVariant(rig.streams, rig.questions);
  }

  private static List<VariantSet> paint(String selection) {
    return List.of(new VariantSet("paint", List.of("red", "blue"), selection));
  }

  private void choose(String path, String set, String selection) throws OrielException {
    choosing.handle(new SetVariant.Request(path, set, selection), rig.reply);
  }

  @Test
  void theChoicesOfAPrimAreTold() throws OrielException {
    rig.ask(new GetVariants(rig.streams, rig.questions), new GetVariants.Request("/World"));
    assertThat(rig.reply.sent)
        .containsExactly(
            new GetVariantsResponse(
                "/World", Map.of("paint", new Choice(List.of("red", "blue"), "red"))));
  }

  @Test
  void aChoiceLoadsTheStageAgainAndIsThenToldToEverybody() throws OrielException {
    choose("/World", "paint", "blue");
    Opening opening = rig.stream.openings.getFirst();
    assertThat(opening.source().variants()).isEqualTo(Map.of("/World", Map.of("paint", "blue")));
    assertThat(rig.reply.broadcast).isEmpty();
    rig.stream.variants = paint("blue");
    opening.result().complete(rig.stream.status().stage());
    assertThat(rig.reply.broadcast)
        .containsExactly(
            new GetVariantsResponse(
                "/World", Map.of("paint", new Choice(List.of("red", "blue"), "blue"))));
    assertThat(rig.reply.failures).isEmpty();
  }

  @Test
  void aLoadThatFailsIsToldToTheAsker() throws OrielException {
    choose("/World", "paint", "blue");
    rig.stream
        .openings
        .getFirst()
        .result()
        .completeExceptionally(
            new OrielException(ErrorCode.STAGE_INVALID, rig.root + "/workshop.usda: broken"));
    assertThat(rig.reply.failures)
        .containsExactly(new Problem(ErrorCode.STAGE_INVALID, "workshop.usda: broken"));
    assertThat(rig.reply.broadcast).isEmpty();
  }

  @Test
  void whatIsNotOfferedIsRefusedWithWhatIs() throws OrielException {
    choose("/World", "paint", "green");
    choose("/World", "shape", "red");
    assertThat(rig.reply.failures)
        .allSatisfy(problem -> assertThat(problem.code()).isEqualTo(ErrorCode.NOT_FOUND))
        .allSatisfy(problem -> assertThat(problem.detail()).contains("paint (red, blue)"))
        .hasSize(2);
    assertThat(rig.stream.openings).isEmpty();
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThat(
            catchThrowableOfType(OrielException.class, () -> choose("/World", null, "red"))
                .getMessage())
        .contains("variant_set");
    assertThat(
            catchThrowableOfType(OrielException.class, () -> choose("/World", "paint", " "))
                .getMessage())
        .contains("variant_selection");
    assertThat(
            catchThrowableOfType(OrielException.class, () -> choose("/No", "paint", "red")).code())
        .isEqualTo(ErrorCode.NOT_FOUND);
  }
}
