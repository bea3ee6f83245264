package io.oriel.messages.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.messages.stage.GetChildrenResult.Child;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tree of prims as viewers unfold it. */
class TreeTest {
  private final FakeStreamControl stream = new FakeStreamControl();
  private final FakeReply reply = new FakeReply();
  private final GetChildren handler = new GetChildren(stream.asStreams(""));

  @BeforeEach
  void plantTree() {
    stream.add("/World", "Xform");
    stream.add("/World/Room", "Scope");
    stream.add("/World/Bench", "Mesh");
    stream.add("/World/Ball", "Sphere");
    stream.add("/World/Arm", "Xform");
    stream.add("/World/Arm/Hand", "Mesh");
    stream.add("/World/Sun", "DistantLight");
    stream.add("/World/Eye", "Camera");
    stream.add("/World/Paint", "Material");
    stream.add("/World/Nothing", "");
  }

  private GetChildrenResult ask(String path, int start, String... filters) throws OrielException {
    reply.sent.clear();
    handler.handle(
        new GetChildren.Request(path, filters.length == 0 ? null : Arrays.asList(filters), start),
        reply);
    GetChildrenResult answer = reply.only(GetChildrenResult.class);
    assertThat(answer.primPath()).isEqualTo(path);
    return answer;
  }

  private List<Child> children(String path, String... filters) throws OrielException {
    return ask(path, 0, filters).children();
  }

  private OrielException refused(String path) {
    return catchThrowableOfType(OrielException.class, () -> children(path));
  }

  @Test
  void childrenComeInTheStagesOrderWithWhatTheyAre() throws OrielException {
    assertThat(children("/World"))
        .containsExactly(
            new Child("Room", "/World/Room", "scope", false),
            new Child("Bench", "/World/Bench", "geom", false),
            new Child("Ball", "/World/Ball", "geom", false),
            new Child("Arm", "/World/Arm", "xform", true),
            new Child("Sun", "/World/Sun", "light", false),
            new Child("Eye", "/World/Eye", "camera", false),
            new Child("Paint", "/World/Paint", "material", false),
            new Child("Nothing", "/World/Nothing", "prim", false));
  }

  @Test
  void thePseudoRootHasChildrenAndALeafHasNone() throws OrielException {
    assertThat(children("/")).extracting(Child::path).containsExactly("/World");
    assertThat(children("/World/Bench")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "USDGeom, Bench",
    "mesh, Bench",
    "Mesh, Bench",
    "XFORM, Arm",
    "scope, Room",
    "geom, Bench Ball",
    "light, Sun",
    "camera, Eye",
    "material, Paint",
    "unknown, ''"
  })
  void aFilterLetsItsKindThrough(String filter, String names) throws OrielException {
    assertThat(String.join(" ", children("/World", filter).stream().map(Child::name).toList()))
        .isEqualTo(names);
  }

  @Test
  void severalFiltersLetThroughWhatAnyOfThemDoes() throws OrielException {
    assertThat(children("/World", "scope", "xform", null))
        .extracting(Child::name)
        .containsExactly("Room", "Arm");
  }

  @Test
  void theRenderersOwnPrimsAreNotShown() throws OrielException {
    stream.add("/Render", "Scope");
    stream.add("/OmniverseKit_Persp", "Camera");
    stream.add("/World/OmniverseKit_Front", "Camera");
    stream.add("/World/Render", "Scope");
    assertThat(children("/")).extracting(Child::name).containsExactly("World");
    assertThat(children("/World"))
        .extracting(Child::name)
        .contains("Render")
        .doesNotContain("OmniverseKit_Front");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/Wor", "World", "/World/", "/World/../World", "//"})
  void anUnknownPathIsNotFound(String path) {
    assertThat(refused(path).code()).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(reply.sent).isEmpty();
  }

  @Test
  void aPathThatIsMissingOrEndlessIsMalformed() {
    assertThat(refused(null).code()).isEqualTo(ErrorCode.MALFORMED);
    assertThat(refused("/" + "a".repeat(1_000_000)).getMessage()).hasSizeLessThan(200);
  }

  private void addParts() {
    for (int part = 0; part < 10_000; part++) {
      stream.add("/World/Arm/Part" + part, "Mesh");
    }
  }

  @Test
  void noMoreChildrenAreLookedAtThanFitIntoAMessage() throws OrielException {
    addParts();
    GetChildrenResult answer = ask("/World/Arm", 0);
    assertThat(answer.children()).hasSize(GetChildrenResult.MOST);
    assertThat(answer.truncated()).contains(true);
    assertThat(answer.omittedCount()).contains(10_001 - GetChildrenResult.MOST);
    // The shortest children there are, without what the dialect of Kit leaves out.
    int least = "{'name':'a','path':'/a'},".length();
    assertThat(GetChildrenResult.MOST * least).isGreaterThan(60_000);
    assertThat(ask("/World", 0).truncated()).isEmpty();
  }

  @Test
  void childrenCanBeReadInPieces() throws OrielException {
    addParts();
    List<Child> read = new ArrayList<>();
    GetChildrenResult piece;
    do {
      piece = ask("/World/Arm", read.size(), "mesh");
      assertThat(piece.start().orElse(0)).isEqualTo(read.size());
      read.addAll(piece.children());
    } while (piece.truncated().isPresent());
    assertThat(read).hasSize(10_001).doesNotHaveDuplicates();
    assertThat(read.getLast().name()).isEqualTo("Part9999");
    assertThat(ask("/World/Arm", Integer.MAX_VALUE).children()).isEmpty();
    assertThat(catchThrowableOfType(OrielException.class, () -> ask("/World", -1)).code())
        .isEqualTo(ErrorCode.MALFORMED);
  }

  @Test
  void theFirstLevelOfTenThousandPrimsTakesNoTenthOfASecond() throws OrielException {
    addParts();
    long fastest = Long.MAX_VALUE;
    for (int round = 0; round < 5; round++) {
      long began = System.nanoTime();
      assertThat(children("/World/Arm")).hasSize(GetChildrenResult.MOST);
      fastest = Math.min(fastest, System.nanoTime() - began);
    }
    assertThat(fastest).isLessThan(100_000_000);
  }

  @Test
  void primsAreCounted() throws OrielException {
    new GetPrimCount(stream.asStreams("")).handle(new GetPrimCount.Request(), reply);
    assertThat(reply.only(GetPrimCountResult.class).count()).isEqualTo(10);
  }
}
