package io.oriel.messages.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.stage.Property;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The properties of a prim. */
class PropertiesTest {
  @TempDir Path folder;
  private StageRig rig;
  private GetProperties handler;

  @BeforeEach
  void makeStream() {
    rig = new StageRig(folder);
    rig.stream.add("/World", "Xform");
    handler = new GetProperties(rig.streams, rig.questions);
  }

  private void ask(Integer maxBytes) throws OrielException {
    handler.handle(new GetProperties.Request("/World", maxBytes), rig.reply);
  }

  private void have(Property... properties) {
    rig.stream.properties = CompletableFuture.completedFuture(List.of(properties));
  }

  private static Property property(String name, Object value) {
    return new Property(name, "token", Optional.ofNullable(value));
  }

  @Test
  void thoseWithAValueAreTold() throws OrielException {
    have(
        property("visibility", "inherited"),
        property("extent", null),
        property("xformOp:translate", List.of(1.0, 2.0, 3.0)));
    ask(null);
    GetPropertiesResponse answer = rig.reply.only(GetPropertiesResponse.class);
    assertThat(answer.primPath()).isEqualTo("/World");
    assertThat(answer.properties())
        .isEqualTo(Map.of("visibility", "inherited", "xformOp:translate", List.of(1.0, 2.0, 3.0)));
    assertThat(answer.truncated()).isEmpty();
  }

  @Test
  void nobodyGetsMoreBytesThanAskedFor() throws OrielException {
    have(
        property("a", "x".repeat(50)),
        property("b", "x".repeat(50)),
        property("c", Map.of("preview", List.of("x".repeat(50)))));
    ask(100);
    GetPropertiesResponse answer = rig.reply.only(GetPropertiesResponse.class);
    assertThat(answer.properties()).containsOnlyKeys("a");
    assertThat(answer.truncated()).contains(true);
    assertThat(answer.omittedCount()).contains(2);
  }

  @Test
  void whatTheReaderCannotTellIsSaidWithoutFolders() throws OrielException {
    rig.stream.properties =
        CompletableFuture.failedFuture(
            new OrielException(ErrorCode.STAGE_TIMEOUT, rig.root + "/workshop.usda: too slow"));
    ask(null);
    assertThat(rig.reply.failures)
        .containsExactly(new Problem(ErrorCode.STAGE_TIMEOUT, "workshop.usda: too slow"));
  }

  @Test
  void noViewerHasMoreThanAFewQuestionsUnderWay() throws OrielException {
    CompletableFuture<List<Property>> slow = new CompletableFuture<>();
    rig.stream.properties = slow;
    for (int i = 0; i < Questions.MOST_OF_A_VIEWER; i++) {
      ask(null);
    }
    assertThat(catchThrowableOfType(OrielException.class, () -> ask(null)).code())
        .isEqualTo(ErrorCode.TOO_MANY_REQUESTS);
    FakeReply other = new FakeReply();
    handler.handle(new GetProperties.Request("/World", null), other);
    slow.complete(List.of());
    assertThat(rig.reply.sent).hasSize(Questions.MOST_OF_A_VIEWER);
    assertThat(other.sent).hasSize(1);
    ask(null);
    assertThat(rig.reply.sent).hasSize(Questions.MOST_OF_A_VIEWER + 1);
  }

  @Test
  void allViewersHaveNoMoreThanSomeQuestionsUnderWay() throws OrielException {
    rig.stream.properties = new CompletableFuture<>();
    for (int i = 0; i < Questions.MOST; i++) {
      handler.handle(new GetProperties.Request("/World", null), new FakeReply());
    }
    assertThat(catchThrowableOfType(OrielException.class, () -> ask(null)).code())
        .isEqualTo(ErrorCode.TOO_MANY_REQUESTS);
  }

  @Test
  void aDefectIsNoSilence() throws OrielException {
    rig.stream.properties = null;
    ask(null);
    rig.stream.properties = CompletableFuture.completedFuture(null);
    ask(null);
    assertThat(rig.reply.failures)
        .containsExactly(new Problem(ErrorCode.INTERNAL, ""), new Problem(ErrorCode.INTERNAL, ""));
    for (int i = 0; i < Questions.MOST; i++) {
      ask(null);
    }
  }

  @Test
  void badQuestionsAreRefused() {
    assertThat(catchThrowableOfType(OrielException.class, () -> ask(0)).code())
        .isEqualTo(ErrorCode.MALFORMED);
    assertThat(
            catchThrowableOfType(
                    OrielException.class,
                    () -> handler.handle(new GetProperties.Request("/No", 9), rig.reply))
                .code())
        .isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(rig.reply.sent).isEmpty();
  }
}
