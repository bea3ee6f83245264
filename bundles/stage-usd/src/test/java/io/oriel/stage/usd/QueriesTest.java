package io.oriel.stage.usd;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.stage.Property;
import io.oriel.api.stage.Stage;
import io.oriel.api.stage.StageSource;
import io.oriel.api.stage.VariantSet;
import io.oriel.tck.FakeLoadMonitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Properties and variants, as a real worker tells them, and variants that are chosen. */
class QueriesTest {
  private static UsdStageReader reader;
  private static Stage values;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws Exception {
    reader = TestReaders.reader(TestReaders.DEFAULTS);
    values = TestReaders.open(reader, TestReaders.file("values.usda"));
  }

  @AfterAll
  static void stop() {
    values.close();
    reader.deactivate();
  }

  private static <T> T answer(CompletionStage<T> question) throws Exception {
    return question.toCompletableFuture().get(60, SECONDS);
  }

  private static OrielException failure(CompletionStage<?> question) {
    return (OrielException)
        catchThrowableOfType(ExecutionException.class, () -> answer(question)).getCause();
  }

  private static Map<String, Property> properties(String path, double time) throws Exception {
    Map<String, Property> byName = new HashMap<>();
    for (Property property : answer(values.queries().properties(path, time))) {
      byName.put(property.name(), property);
    }
    return byName;
  }

  @Test
  void everyKindOfValueIsMadeOfWhatJsonHas() throws Exception {
    Map<String, Property> found = properties("/A", 5);
    Map<String, Object> expected = new HashMap<>();
    expected.put("a", "some/picture.png");
    expected.put("assets", List.of("x", "y"));
    expected.put("b", true);
    expected.put("bools", List.of(true, false));
    expected.put("d", 11.0);
    expected.put("e", "//Wheel*");
    expected.put("f", "nan");
    expected.put("floats", List.of("inf", "-inf", 1.5));
    expected.put("h", 0.5);
    expected.put("h3", List.of(1.0, 2.0, 3.0));
    expected.put("i", Long.MIN_VALUE);
    expected.put(
        "m", List.of(List.of(1.0, 2.0, 3.0), List.of(4.0, 5.0, 6.0), List.of(7.0, 8.0, 9.0)));
    expected.put("q", Map.of("real", 1.0, "imaginary", List.of(2.0, 3.0, 4.0)));
    expected.put("r", List.of("/A/B", "/Nowhere"));
    expected.put("s", "ä \"q\" 🙂 \\ {}[]<>&\t");
    expected.put("t", 3.0);
    expected.put("tokens", List.of("one", ""));
    expected.put("u", 255L);
    expected.put("v", 0x1p64);
    expected.put("w", List.of());
    expected.put("visibility", "inherited");

    expected.forEach((name, value) ->
        assertThat(found.get(name).value()).as(name).isEqualTo(Optional.of(value)));
    for (String name : List.of("missing", "none", "o", "xformOpOrder")) {
      assertThat(found.get(name).value()).as(name).isEmpty();
    }
    assertThat(found.get("m").type()).isEqualTo("matrix3d");
    assertThat(found.get("tokens").type()).isEqualTo("token[]");
    assertThat(found.get("r").type()).isEqualTo("rel");
  }

  @Test
  void propertiesComeInUsdsOrderAtTheTimeThatWasAskedFor() throws Exception {
    assertThat(answer(values.queries().properties("/A", 0)))
        .extracting(Property::name)
        .startsWith("a", "assets", "b", "bools", "d");
    assertThat(properties("/A", 0).get("d").value()).contains(1.0);
    assertThat(properties("/A", 99).get("d").value()).contains(21.0);
  }

  @Test
  void aLongArrayIsCutAndSaysSo() throws Exception {
    List<Long> begin = LongStream.range(0, 64).boxed().toList();

    assertThat(properties("/LongArrays", 0).get("l").value())
        .contains(Map.of("length", 65L, "preview", begin, "truncated", true));
  }

  @Test
  void variantsSayWhatIsOfferedAndChosen() throws Exception {
    assertThat(answer(values.queries().variants("/A")))
        .containsExactly(
            new VariantSet("look", List.of("blue", "red"), "red"),
            new VariantSet("size", List.of("big"), ""));
    assertThat(answer(values.queries().variants("/LongArrays"))).isEmpty();
    assertThat(answer(values.queries().variants("/"))).isEmpty();
    assertThat(answer(values.queries().properties("/", 0))).isEmpty();
  }

  @Test
  void aPrimThatIsNotThereIsNotFound() {
    for (String path : List.of("/Nobody", "", "A", "/A.b", "/A/", "//", "../A", "{}", "\0")) {
      OrielException failure = failure(values.queries().properties(path, 0));
      assertThat(failure.code()).as(path).isEqualTo(ErrorCode.NOT_FOUND);
      assertThat(failure).hasMessageContainingAll("values.usda", path);
      assertThat(failure(values.queries().variants(path)).code()).isEqualTo(ErrorCode.NOT_FOUND);
    }
  }

  @Test
  void questionsWaitForEachOtherAndTooManyAreRefused() throws Exception {
    List<CompletionStage<List<Property>>> asked =
        IntStream.range(0, 200).mapToObj(n -> values.queries().properties("/A", n)).toList();
    int answered = 0;
    for (CompletionStage<List<Property>> question : asked) {
      try {
        assertThat(answer(question)).isNotEmpty();
        answered++;
      } catch (ExecutionException refused) {
        OrielException why = (OrielException) refused.getCause();
        assertThat(why.code()).isEqualTo(ErrorCode.TOO_MANY_REQUESTS);
        assertThat(why).hasMessageContaining("64");
      }
    }
    assertThat(answered).isBetween(64, 199);
  }

  @Test
  void theEmptyStageIsAskedWithoutAWorker() throws Exception {
    try (Stage nothing = reader.open(StageSource.of(""), new FakeLoadMonitor())) {
      assertThat(answer(nothing.queries().properties("/", 0))).isEmpty();
      assertThat(failure(nothing.queries().variants("/A")).code()).isEqualTo(ErrorCode.NOT_FOUND);
    }
  }

  @Test
  void aStageThatWasClosedAnswersNothing() throws Exception {
    Stage closed = TestReaders.open(reader, TestReaders.file("shapes.usda"));
    closed.close();

    OrielException failure = failure(closed.queries().properties("/Model", 0));

    assertThat(failure.code()).isEqualTo(ErrorCode.SUPERSEDED);
    assertThat(failure).hasMessageContainingAll("shapes.usda", "closed");
  }

  @Test
  void chosenVariantsHoldWhateverTheFileSays() throws Exception {
    StageSource source =
        StageSource.of(TestReaders.file("values.usda").toString())
            .withVariant("/A", "look", "red")
            .withVariant("/A", "size", "big")
            .withVariant("/A/B", "inner", "small");
    try (Stage stage = reader.open(source, new FakeLoadMonitor())) {
      assertThat(stage.info().warnings()).isEmpty();
      assertThat(stage.info().bounds().max().x()).isEqualTo(3);
      assertThat(answer(stage.queries().variants("/A")))
          .extracting(VariantSet::selection)
          .containsExactly("red", "big");
    }
    StageSource other = source.withVariant("/A", "look", "blue");
    try (Stage stage = reader.open(other, new FakeLoadMonitor())) {
      assertThat(stage.tree().prim("/A/B").orElseThrow().type()).isEqualTo("Cube");
      assertThat(stage.info().warnings())
          .containsExactly("/A/B does not offer the variant inner = small");
    }
  }

  @Test
  void choicesThatAreNotOfferedAreWarnings() throws Exception {
    StageSource source =
        StageSource.of(TestReaders.file("values.usda").toString())
            .withVariant("/A", "look", "green")
            .withVariant("/A", "taste", "sweet")
            .withVariant("/Nobody", "look", "red")
            .withVariant("no path}{", "look", "red")
            .withVariant("/A", "", "");
    try (Stage stage = reader.open(source, new FakeLoadMonitor())) {
      assertThat(stage.info().warnings())
          .hasSize(5)
          .allMatch(text -> text.contains("does not offer the variant"))
          .anyMatch(text -> text.startsWith("/A ") && text.contains("look = green"));
    }
  }

  @Test
  void aPrimWithEndlessPropertiesIsRefusedAndTheWorkerGoesOn() throws Exception {
    StringBuilder text = new StringBuilder("#usda 1.0\ndef \"Full\" {\n");
    for (int k = 0; k < 10_001; k++) {
      text.append("custom int p").append(k).append('\n');
    }
    text.append("}\ndef \"Heavy\" {\n");
    String words = "\"" + "x".repeat(4000) + "\", ";
    for (int k = 0; k < 12; k++) {
      text.append("custom string[] s").append(k).append(" = [").append(words.repeat(64));
      text.append("]\n");
    }
    text.append("}\ndef \"Small\" {\n  custom string s = \"").append("y".repeat(5000));
    text.append("\"\n}\n");
    Path file = Files.writeString(folder.resolve("full.usda"), text);
    try (Stage stage = TestReaders.open(reader, file)) {
      for (String path : List.of("/Full", "/Heavy")) {
        OrielException failure = failure(stage.queries().properties(path, 0));
        assertThat(failure.code()).isEqualTo(ErrorCode.STAGE_TOO_LARGE);
        assertThat(failure).hasMessageContainingAll("full.usda", path);
      }
      Object kept = answer(stage.queries().properties("/Small", 0)).getFirst().value().get();
      assertThat((String) kept).hasSize(4001).endsWith("y\u2026");
    }
  }
}
