package io.oriel.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.message.Announcer;
import io.oriel.api.message.ServerMessage;
import io.oriel.api.metrics.CounterReading;
import io.oriel.api.render.OutlineStyle;
import io.oriel.api.render.PickQuery;
import io.oriel.api.render.PickResult.Outcome;
import io.oriel.api.selection.SelectionService.Change;
import io.oriel.api.transport.Viewer;
import io.oriel.tck.FakeViewer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StreamSelectionTest {
  private final FakeStream stream = new FakeStream();
  private final FakeViewer ada = new FakeViewer("v");
  private final FakeViewer bob = new FakeViewer("w");
  private final List<List<String>> announced = new ArrayList<>();
  private final List<Problem> told = new ArrayList<>();
  private final Announcer announcer =
      new Announcer() {
        @Override
        public void announce(String name, ServerMessage message) {
          assertThat(name).isEqualTo("main");
          announced.add(((StageSelectionChanged) message).prims());
        }

        @Override
        public void fail(Viewer viewer, Problem problem) {
          assertThat(viewer).isSameAs(ada);
          told.add(problem);
        }

        @Override
        public void fail(String name, Problem problem) {
          throw new AssertionError("a selection ails no stream");
        }
      };
  private SelectionRules rules = new SelectionRules(false, true);
  private StreamSelection selection;

  @BeforeEach
  void begin() {
    stream.open();
    selection = new StreamSelection(stream.control, () -> rules, () -> Optional.of(announcer));
  }

  private long count(SelectionCounter counter) {
    return selection.counters().stream()
        .filter(reading -> reading.descriptor() == counter)
        .mapToLong(CounterReading::value)
        .sum();
  }

  private void clickHits(Change change, String... paths) {
    selection.click(ada, 10, 20, change);
    stream.asked.remove().hit(paths);
  }

  @Test
  void aClickAsksForItsPixelInTheStageThatIsShownAndSelectsWhatIsSeen() {
    selection.click(ada, 99.9, 0.5, Change.REPLACE);
    FakeStream.Asked asked = stream.asked.remove();
    assertThat(asked.query()).isEqualTo(new PickQuery(99, 0, 1, 1, 1));
    assertThat(selection.selected()).isEmpty();
    asked.hit("/World/A");
    assertThat(selection.selected()).containsExactly("/World/A");
    assertThat(announced).containsExactly(List.of("/World/A"));
    assertThat(stream.view.outlines()).containsExactly(Map.entry("/World/A", 1));
  }

  @ParameterizedTest
  @CsvSource({"-0.1, 5", "100, 5", "5, 50", "5, -1", "NaN, 5", "5, Infinity", "1e300, 1"})
  void aClickOutsideThePictureIsRefusedAndCounted(double x, double y) {
    selection.click(ada, x, y, Change.REPLACE);
    assertThat(stream.asked).isEmpty();
    assertThat(count(SelectionCounter.PICKS_REFUSED)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "10, 20, 12, 25, 10, 20, 3, 6",
    "12, 25, 10, 20, 10, 20, 3, 6",
    "-50, -50, 500, 500, 0, 0, 100, 50",
    "90.7, 40.2, 200, 45.9, 90, 40, 10, 6",
    "7, 7, 7, 7, 7, 7, 1, 1"
  })
  void aMarqueeAsksForThePixelsOfItThatAreInThePicture(
      double x0, double y0, double x1, double y1, int x, int y, int width, int height) {
    selection.marquee(ada, x0, y0, x1, y1, Change.REPLACE);
    assertThat(stream.asked.remove().query()).isEqualTo(new PickQuery(x, y, width, height, 1));
  }

  @ParameterizedTest
  @CsvSource({
    "-9, -9, -1, -1",
    "100, 0, 120, 9",
    "0, 50, 9, 99",
    "NaN, 0, 1, 1",
    "0, 0, Infinity, 1"
  })
  void aMarqueeBesideThePictureIsRefusedAndCounted(double x0, double y0, double x1, double y1) {
    selection.marquee(ada, x0, y0, x1, y1, Change.REPLACE);
    assertThat(stream.asked).isEmpty();
    assertThat(count(SelectionCounter.PICKS_REFUSED)).isEqualTo(1);
  }

  @Test
  void aMarqueeSelectsEveryPrimOnceNearestFirstAndOutlinesTheLastAsPrimary() {
    selection.marquee(ada, 0, 0, 50, 50, Change.REPLACE);
    stream.asked.remove().hit("/World/C", "/World/A", "/World/C");
    assertThat(selection.selected()).containsExactly("/World/C", "/World/A");
    assertThat(stream.view.outlines()).isEqualTo(Map.of("/World/C", 2, "/World/A", 1));
  }

  @Test
  void addingKeepsWhatIsSelectedAndTogglingTakesAwayWhatIs() {
    clickHits(Change.REPLACE, "/World/A");
    clickHits(Change.ADD, "/World/C");
    assertThat(selection.selected()).containsExactly("/World/A", "/World/C");
    clickHits(Change.ADD, "/World/A");
    assertThat(selection.selected()).containsExactly("/World/C", "/World/A");
    clickHits(Change.TOGGLE, "/World/C");
    assertThat(selection.selected()).containsExactly("/World/A");
    clickHits(Change.TOGGLE, "/World/C");
    assertThat(selection.selected()).containsExactly("/World/A", "/World/C");
    clickHits(Change.REPLACE, "/World/D");
    assertThat(selection.selected()).containsExactly("/World/D");
  }

  @Test
  void whatIsSelectedAlreadyIsNotAnnouncedAgain() {
    clickHits(Change.REPLACE, "/World/A");
    clickHits(Change.REPLACE, "/World/A");
    assertThat(announced).hasSize(1);
    assertThat(count(SelectionCounter.CHANGES)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(Outcome.class)
  void whatFindsNothingLeavesTheSelectionAsItIs(Outcome outcome) {
    clickHits(Change.REPLACE, "/World/A");
    selection.click(ada, 1, 1, Change.REPLACE);
    stream.asked.remove().answer(outcome);
    assertThat(selection.selected()).containsExactly("/World/A");
    assertThat(announced).hasSize(1);
  }

  @Test
  void aMissClearsOnlyIfThatIsConfiguredAndAFailureNever() {
    rules = new SelectionRules(true, true);
    clickHits(Change.REPLACE, "/World/A");
    selection.click(ada, 1, 1, Change.ADD);
    stream.asked.remove().answer(Outcome.MISS);
    selection.click(ada, 1, 1, Change.REPLACE);
    stream.asked.remove().answer(Outcome.FAILED);
    assertThat(selection.selected()).containsExactly("/World/A");
    selection.click(ada, 1, 1, Change.REPLACE);
    stream.asked.remove().answer(Outcome.MISS);
    assertThat(selection.selected()).isEmpty();
    assertThat(announced.getLast()).isEmpty();
    assertThat(stream.view.outlines()).isEmpty();
  }

  @Test
  void aClickThatReplacesWinsOverOlderOnes() {
    selection.click(ada, 1, 1, Change.REPLACE);
    selection.click(ada, 2, 2, Change.REPLACE);
    selection.click(ada, 3, 3, Change.REPLACE);
    selection.click(bob, 4, 4, Change.ADD);
    stream.asked.remove().hit("/World/A");
    assertThat(selection.selected()).as("the viewer has clicked again").isEmpty();
    stream.asked.remove().hit("/World/D");
    assertThat(stream.asked.element().query().x()).as("the second is not asked").isEqualTo(3);
    stream.asked.remove().hit("/World/C");
    assertThat(selection.selected()).containsExactly("/World/C");
    assertThat(count(SelectionCounter.PICKS_SUPERSEDED)).isEqualTo(2);
    assertThat(told).isEmpty();
  }

  @Test
  void quickClicksThatAddOrToggleAllCountInTheOrderOfTheClicks() {
    selection.click(ada, 1, 1, Change.REPLACE);
    selection.click(ada, 2, 2, Change.ADD);
    selection.click(ada, 3, 3, Change.TOGGLE);
    selection.click(ada, 4, 4, Change.ADD);
    for (String path : List.of("/World/A", "/World/C", "/World/A", "/World/D")) {
      stream.asked.remove().hit(path);
    }
    assertThat(selection.selected()).containsExactly("/World/C", "/World/D");
    assertThat(count(SelectionCounter.PICKS_SUPERSEDED)).isZero();
  }

  @Test
  void aClickThatReplacesMakesVoidWhatWasToBeAddedBefore() throws Exception {
    List<Outcome> answers = new ArrayList<>();
    selection.click(ada, 1, 1, Change.ADD);
    selection.click(ada, 2, 2, Change.TOGGLE);
    selection.probe(ada, 5, 5, (outcome, path) -> answers.add(outcome));
    selection.click(ada, 3, 3, Change.REPLACE);
    stream.asked.remove().hit("/World/A");
    stream.asked.remove().hit("/World/D");
    assertThat(answers).as("a pick request is no click").containsExactly(Outcome.HIT);
    stream.asked.remove().hit("/World/C");
    assertThat(selection.selected()).containsExactly("/World/C");
    assertThat(count(SelectionCounter.PICKS_SUPERSEDED)).isEqualTo(2);
  }

  @Test
  void oneViewerAsksOneThingAtATimeAndOthersBesideIt() throws Exception {
    List<String> answers = new ArrayList<>();
    selection.hover(ada, 0, 0);
    for (int i = 1; i <= 1000; i++) {
      String name = i + " ";
      selection.hover(ada, 99, 1);
      selection.probe(ada, i % 90, 2, (outcome, path) -> answers.add(name + outcome));
    }
    selection.click(bob, 5, 5, Change.REPLACE);
    assertThat(stream.asked).extracting(asked -> asked.query().x()).containsExactly(0, 5);
    assertThat(answers).hasSize(1000 - ViewerPicks.MOST_WAITING);
    assertThat(answers.getLast()).isEqualTo(1000 - ViewerPicks.MOST_WAITING + " SUPERSEDED");
    answers.clear();
    stream.asked.remove().hit("/World/A");
    stream.asked.remove().hit("/World/C");
    for (int i = 0; i < ViewerPicks.MOST_WAITING; i++) {
      assertThat(stream.asked).hasSize(1);
      stream.asked.remove().answer(Outcome.MISS);
    }
    assertThat(answers).hasSize(ViewerPicks.MOST_WAITING).last().isEqualTo("1000 MISS");
    assertThat(stream.asked.remove().query().x()).as("where it points, last").isEqualTo(99);
  }

  @Test
  void whoClicksTooQuicklyIsToldSo() {
    for (int i = 0; i < ViewerPicks.MOST_WAITING + 2; i++) {
      selection.click(ada, i, 1, Change.ADD);
    }
    assertThat(told).extracting(Problem::code).containsExactly(ErrorCode.SUPERSEDED);
    assertThat(count(SelectionCounter.PICKS_SUPERSEDED)).isEqualTo(1);
  }

  @Test
  void whoClickedIsToldWhyNothingCameOfIt() {
    selection.click(ada, 1, 1, Change.REPLACE);
    stream.asked.remove().answer(Outcome.SUPERSEDED);
    selection.click(ada, 1, 1, Change.REPLACE);
    stream.asked.remove().answer(Outcome.FAILED);
    selection.click(ada, 1, 1, Change.REPLACE);
    stream.asked.remove().answer().completeExceptionally(new IllegalStateException("broken"));
    assertThat(told)
        .extracting(Problem::code)
        .containsExactly(
            ErrorCode.SUPERSEDED, ErrorCode.RENDERER_FAILED, ErrorCode.RENDERER_FAILED);
    assertThat(count(SelectionCounter.PICKS_FAILED)).isEqualTo(2);
  }

  @Test
  void aRendererThatCannotPickIsToldOnce() {
    for (int i = 0; i < 3; i++) {
      selection.click(ada, 1, 1, Change.REPLACE);
      stream.asked.remove().answer(Outcome.UNSUPPORTED);
    }
    assertThat(told)
        .containsExactly(
            new Problem(
                ErrorCode.UNSUPPORTED, "the renderer fake cannot tell what is seen at a place"));
  }

  @Test
  void anAnswerAboutAStageThatIsGoneSelectsNothing() {
    selection.click(ada, 1, 1, Change.REPLACE);
    stream.open();
    stream.asked.remove().hit("/World/A");
    assertThat(selection.selected()).isEmpty();
    assertThat(told).extracting(Problem::code).containsExactly(ErrorCode.SUPERSEDED);
  }

  @Test
  void aHitIsTheNearestSelectablePrimAtOrAboveWhatIsSeen() throws Exception {
    selection.allow(ada, List.of("/World/A", "/World/C"));
    clickHits(Change.REPLACE, "/World/A/B");
    assertThat(selection.selected()).containsExactly("/World/A");
    clickHits(Change.REPLACE, "/World/C");
    assertThat(selection.selected()).containsExactly("/World/C");
    clickHits(Change.REPLACE, "/World/D");
    assertThat(selection.selected()).containsExactly("/World/C");
    selection.allow(ada, List.of("/World/D", "/Nobody"));
    clickHits(Change.REPLACE, "/World/D");
    assertThat(selection.selected()).containsExactly("/World/D");
  }

  @Test
  void whatIsSelectableIsEachViewersOwnAndEndsWithTheStage() throws Exception {
    selection.allow(ada, List.of("/World/C"));
    clickHits(Change.REPLACE, "/World/A");
    assertThat(selection.selected()).isEmpty();
    selection.click(bob, 1, 1, Change.REPLACE);
    stream.asked.remove().hit("/World/A");
    assertThat(selection.selected()).containsExactly("/World/A");
    stream.reload();
    clickHits(Change.REPLACE, "/World/D");
    assertThat(selection.selected()).containsExactly("/World/A");
    stream.open();
    clickHits(Change.REPLACE, "/World/D");
    assertThat(selection.selected()).containsExactly("/World/D");
  }

  @Test
  void namingNoPrimOrOnlyUnknownOnesLeavesAloneWhatPicksFind() throws Exception {
    selection.allow(ada, List.of());
    OrielException error =
        catchThrowableOfType(
            OrielException.class, () -> selection.allow(ada, List.of("/Nobody", "/Nothing")));
    assertThat(error.problem())
        .isEqualTo(new Problem(ErrorCode.NOT_FOUND, "the stage has no prim /Nobody"));
    clickHits(Change.REPLACE, "/World/A");
    assertThat(selection.selected()).containsExactly("/World/A");
    selection.allow(ada, List.of("/World/C"));
    selection.allow(ada, List.of());
    clickHits(Change.REPLACE, "/World/D");
    assertThat(selection.selected()).containsExactly("/World/A");
  }

  @Test
  void aViewerCanNameSoManySelectablePrimsAndNoMore() throws Exception {
    for (int i = 0; i <= ViewerPicks.MOST_SELECTABLE; i++) {
      stream.prims.add("/World/" + i);
    }
    for (int i = 0; i < ViewerPicks.MOST_SELECTABLE; i++) {
      selection.allow(ada, List.of("/World/" + i, "/World/0"));
    }
    OrielException error =
        catchThrowableOfType(
            OrielException.class,
            () ->
                selection.allow(ada, List.of("/World/1", "/World/" + ViewerPicks.MOST_SELECTABLE)));
    assertThat(error.code()).isEqualTo(ErrorCode.TOO_LARGE);
    clickHits(Change.REPLACE, "/World/" + ViewerPicks.MOST_SELECTABLE);
    assertThat(selection.selected()).isEmpty();
    clickHits(Change.REPLACE, "/World/7");
    assertThat(selection.selected()).containsExactly("/World/7");
    selection.allow(bob, List.of("/World/" + ViewerPicks.MOST_SELECTABLE));
  }

  @Test
  void aRequestReplacesTheSelectionAndIsToldInTheAskersWayOnly() throws Exception {
    List<ServerMessage> sent = new ArrayList<>();
    selection.select(List.of("/World/C", "/Nobody", "/World/A", "/World/C"), sent::add);
    assertThat(selection.selected()).containsExactly("/World/C", "/World/A");
    selection.select(List.of("/World/C", "/World/A"), sent::add);
    selection.select(List.of(), sent::add);
    assertThat(sent)
        .containsExactly(
            new StageSelectionChanged(List.of("/World/C", "/World/A")),
            new StageSelectionChanged(List.of("/World/C", "/World/A")),
            new StageSelectionChanged(List.of()));
    assertThat(announced).isEmpty();
  }

  @Test
  void aRequestForNothingButUnknownPrimsIsAnErrorThatNamesOne() {
    selection.select(List.of("/World/A"));
    OrielException error =
        catchThrowableOfType(
            OrielException.class,
            () -> selection.select(List.of("/Nobody", "", "World"), message -> {}));
    assertThat(error.code()).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(error).hasMessageContaining("/Nobody");
    assertThat(selection.selected()).containsExactly("/World/A");
  }

  @Test
  void aHostsSelectionIsAnnounced() {
    selection.select(List.of("/World/A", "/Nobody"));
    assertThat(announced).containsExactly(List.of("/World/A"));
  }

  @Test
  void anotherStageBeginsWithNothingSelected() {
    stream.open();
    assertThat(announced).isEmpty();
    selection.select(List.of("/World/A"));
    stream.open();
    assertThat(selection.selected()).isEmpty();
    assertThat(announced).containsExactly(List.of("/World/A"), List.of());
    assertThat(stream.view.outlines()).isEmpty();
  }

  @Test
  void aStageThatIsLoadedAgainKeepsWhatIsStillThere() {
    selection.select(List.of("/World/A", "/World/C"));
    stream.reload();
    assertThat(announced).hasSize(1);
    stream.prims.remove("/World/C");
    stream.reload();
    assertThat(selection.selected()).containsExactly("/World/A");
    assertThat(announced.getLast()).containsExactly("/World/A");
    assertThat(stream.view.outlines()).containsExactly(Map.entry("/World/A", 1));
  }

  @Test
  void theOutlinesAndLooksOfOthersStay() {
    OutlineStyle mine = OutlineStyle.DEFAULT;
    FakeStream styled = new FakeStream();
    styled.view =
        styled.view.with().outlineStyles(Map.of(2, mine)).outlines(Map.of("/World/D", 9)).build();
    styled.open();
    StreamSelection other = new StreamSelection(styled.control, () -> rules, Optional::empty);
    assertThat(styled.view.outlineStyles()).containsOnlyKeys(1, 2, 3).containsEntry(2, mine);
    other.select(List.of("/World/A"));
    assertThat(styled.view.outlines()).isEqualTo(Map.of("/World/D", 9, "/World/A", 1));
    other.close();
    assertThat(styled.view.outlines()).isEqualTo(Map.of("/World/D", 9));
    assertThat(styled.listeners).isEmpty();
  }

  @Test
  void whatAViewerPointsAtIsOutlinedUnlessItIsSelected() {
    selection.select(List.of("/World/C"));
    selection.hover(ada, 1, 1);
    stream.asked.remove().hit("/World/A");
    assertThat(stream.view.outlines()).isEqualTo(Map.of("/World/C", 1, "/World/A", 3));
    selection.hover(ada, 2, 2);
    stream.asked.remove().hit("/World/C");
    assertThat(stream.view.outlines()).isEqualTo(Map.of("/World/C", 1));
    assertThat(selection.selected()).containsExactly("/World/C");
    assertThat(announced).hasSize(1);
  }

  @Test
  void onePickOfAPointerIsAskedAtATimeAndThenTheNewestPlace() {
    for (int x = 0; x < 50; x++) {
      selection.hover(ada, x, 1);
    }
    assertThat(stream.asked).hasSize(1);
    stream.asked.remove().hit("/World/A");
    assertThat(stream.asked.element().query().x()).isEqualTo(49);
    stream.asked.remove().hit("/World/C");
    assertThat(stream.asked).isEmpty();
    assertThat(stream.view.outlines()).isEqualTo(Map.of("/World/C", 3));
    selection.hover(ada, 5, 5);
    assertThat(stream.asked).hasSize(1);
  }

  @Test
  void pointingEndsWhereThePictureDoesOrWhenTheViewerSaysSo() {
    selection.hover(ada, 1, 1);
    stream.asked.remove().hit("/World/A");
    selection.hover(ada, -1, 1);
    assertThat(stream.view.outlines()).isEmpty();
    selection.hover(ada, 1, 1);
    selection.endHover(ada);
    stream.asked.remove().hit("/World/A");
    assertThat(stream.view.outlines()).isEmpty();
    assertThat(stream.asked).isEmpty();
    selection.hover(ada, 1, 1);
    stream.asked.remove().answer(Outcome.MISS);
    assertThat(stream.view.outlines()).isEmpty();
  }

  @Test
  void pointingAsksNothingWhereItIsOffOrTheRendererCannotPick() {
    stream.picks = false;
    selection.hover(ada, 1, 1);
    stream.picks = true;
    rules = new SelectionRules(false, false);
    selection.hover(ada, 1, 1);
    assertThat(stream.asked).isEmpty();
  }

  @Test
  void aPickRequestIsAnsweredAndSelectsNothing() throws Exception {
    Map<Outcome, Optional<String>> answers = new HashMap<>();
    for (Outcome outcome : Outcome.values()) {
      selection.probe(ada, 3, 4, answers::put);
      if (outcome == Outcome.HIT) {
        stream.asked.remove().hit("/World/C", "/World/A");
      } else {
        stream.asked.remove().answer(outcome);
      }
    }
    assertThat(answers.keySet()).containsExactlyInAnyOrder(Outcome.values());
    assertThat(answers.get(Outcome.HIT)).contains("/World/C");
    assertThat(answers.get(Outcome.SUPERSEDED)).isEmpty();
    assertThat(selection.selected()).isEmpty();
    assertThat(announced).isEmpty();
  }

  @Test
  void aPickRequestFindsWhatIsSelectable() throws Exception {
    selection.allow(ada, List.of("/World/A"));
    List<String> answers = new ArrayList<>();
    selection.probe(ada, 3, 4, (outcome, path) -> answers.add(outcome + " " + path));
    stream.asked.remove().hit("/World/A/B");
    selection.probe(ada, 3, 4, (outcome, path) -> answers.add(outcome + " " + path));
    stream.asked.remove().hit("/World/C");
    assertThat(answers).containsExactly("HIT Optional[/World/A]", "MISS Optional.empty");
  }

  @Test
  void aPickRequestOutsideThePictureIsAnErrorThatSaysWhere() {
    OrielException error =
        catchThrowableOfType(
            OrielException.class, () -> selection.probe(ada, 100, 4, (outcome, path) -> {}));
    assertThat(error.code()).isEqualTo(ErrorCode.MALFORMED);
    assertThat(error).hasMessage("x 100.0, y 4.0 is outside the picture of 100x50 pixels");
    assertThat(count(SelectionCounter.PICKS_REFUSED)).isEqualTo(1);
  }

  @Test
  void afterItsEndAnswersChangeNothing() {
    selection.click(ada, 1, 1, Change.REPLACE);
    selection.close();
    stream.asked.remove().hit("/World/A");
    assertThat(stream.view.outlines()).isEmpty();
    assertThat(announced).isEmpty();
  }

  @Test
  void afterItsEndItAsksNothingMore() {
    selection.hover(ada, 1, 1);
    selection.close();
    stream.asked.remove().hit("/World/A");
    assertThat(stream.asked).isEmpty();
    assertThat(stream.view.outlines()).isEmpty();
  }

  @Test
  void whatIsAnnouncedLastIsWhatIsSelected() throws Exception {
    List<List<String>> heard = java.util.Collections.synchronizedList(new ArrayList<>());
    FakeStream quick = new FakeStream();
    quick.open();
    StreamSelection shared =
        new StreamSelection(
            quick.control,
            () -> rules,
            () ->
                Optional.of(
                    new Announcer() {
                      @Override
                      public void announce(String name, ServerMessage message) {
                        heard.add(((StageSelectionChanged) message).prims());
                      }

                      @Override
                      public void fail(Viewer viewer, Problem problem) {}

                      @Override
                      public void fail(String name, Problem problem) {}
                    }));
    List<String> paths = List.of("/World", "/World/A", "/World/C", "/World/D");
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Random random = new Random(i);
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                for (int k = 0; k < 500; k++) {
                  shared.select(List.of(paths.get(random.nextInt(4))));
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(heard).hasSize(2000);
    assertThat(heard.getLast()).isEqualTo(shared.selected());
  }
}
