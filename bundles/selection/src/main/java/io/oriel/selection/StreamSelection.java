package io.oriel.selection;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.message.Announcer;
import io.oriel.api.message.ServerMessage;
import io.oriel.api.metrics.CounterReading;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.render.PickHit;
import io.oriel.api.render.PickQuery;
import io.oriel.api.render.PickResult;
import io.oriel.api.render.PickResult.Outcome;
import io.oriel.api.render.RendererCapabilities;
import io.oriel.api.render.ViewState;
import io.oriel.api.selection.SelectionService;
import io.oriel.api.stream.StageStatus;
import io.oriel.api.stream.StreamControl;
import io.oriel.api.transport.Viewer;
import io.oriel.selection.ViewerPicks.Turn;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The selection of one stream. Any thread; what is announced is in the order of the changes. */
final class StreamSelection implements SelectionService, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(StreamSelection.class.getName());

  /** Hears what a pick request found. */
  interface Found {
    void answer(Outcome outcome, Optional<String> path);
  }

  private final StreamControl control;
  private final Supplier<SelectionRules> rules;
  private final Supplier<Optional<Announcer>> announcer;
  private final Picture picture;
  private final CounterSet<SelectionCounter> counters;
  private final Outbox outbox = new Outbox();
  private final AutoCloseable listening;

  // Guarded by this.
  private final Map<Viewer, ViewerPicks> viewers = new WeakHashMap<>();
  private volatile List<String> selected = List.of();
  private long generation;
  private long opened;
  private boolean closed;

  StreamSelection(
      StreamControl control,
      Supplier<SelectionRules> rules,
      Supplier<Optional<Announcer>> announcer) {
    this.control = control;
    this.rules = rules;
    this.announcer = announcer;
    picture = Picture.of(control.info());
    counters = new CounterSet<>(SelectionCounter.class, Map.of("stream", control.info().name()));
    adopt();
    control.updateView(OutlineGroups::styled);
    listening = control.listen(status -> changing(() -> {}));
  }

  /** Takes over what a selection before this one has outlined in the stage that is shown. */
  private synchronized void adopt() {
    // The stage first: should another one be shown meanwhile, what was selected is forgotten.
    StageStatus stage = control.status().stage();
    generation = stage.generation();
    opened = stage.opened();
    selected = List.copyOf(existing(OutlineGroups.selected(control.view())));
  }

  List<CounterReading> counters() {
    return counters.readings();
  }

  @Override
  public List<String> selected() {
    changing(() -> {});
    return selected;
  }

  @Override
  public void select(List<String> primPaths) {
    changing(() -> {
      set(existing(primPaths));
      tellAll();
    });
  }

  /**
   * Replaces the selection and has every viewer told in the asker's way.
   *
   * @return which of the paths name no prim, if some do not
   * @throws OrielException if none of the paths names a prim; nothing is changed then
   */
  Optional<Problem> select(List<String> primPaths, Consumer<ServerMessage> tell)
      throws OrielException {
    SequencedSet<String> known;
    synchronized (this) {
      follow();
      known = known(primPaths);
      set(known);
      StageSelectionChanged now = new StageSelectionChanged(selected);
      outbox.add(() -> tell.accept(now));
    }
    outbox.send();
    return missing(primPaths, known);
  }

  /**
   * Adds prims that picks of this viewer find.
   *
   * @return which of the paths name no prim, if some do not
   * @throws OrielException if none of the paths names a prim, or these would be too many; nothing
   *     is changed then
   */
  Optional<Problem> allow(Viewer viewer, List<String> primPaths) throws OrielException {
    SequencedSet<String> known;
    synchronized (this) {
      follow();
      known = known(primPaths);
      picksOf(viewer).allow(known);
    }
    outbox.send();
    return missing(primPaths, known);
  }

  @Override
  public void click(Viewer viewer, double x, double y, Change change) {
    pick(viewer, picture.pixel(x, y, generationNow()), change);
  }

  @Override
  public void marquee(Viewer viewer, double x0, double y0, double x1, double y1, Change change) {
    pick(viewer, picture.rectangle(x0, y0, x1, y1, generationNow()), change);
  }

  private void pick(Viewer viewer, Optional<PickQuery> query, Change change) {
    if (query.isEmpty()) {
      counters.increment(SelectionCounter.PICKS_REFUSED);
      return;
    }
    if (change == Change.REPLACE) {
      synchronized (this) {
        // The viewer knows: it has clicked again.
        counters.add(SelectionCounter.PICKS_SUPERSEDED, picksOf(viewer).voidClicks());
      }
    }
    ask(viewer, new Turn(query.get(), true, result -> clicked(viewer, change, result)));
  }

  private void clicked(Viewer viewer, Change change, PickResult result) {
    ViewerPicks picks = picksOf(viewer);
    switch (outcome(result)) {
      case HIT, MISS -> apply(found(picks, result.hits()), change);
      case SUPERSEDED ->
          fail(viewer, ErrorCode.SUPERSEDED, "the stage changed or too many picks came since");
      case UNSUPPORTED -> {
        if (!picks.toldUnsupported) {
          picks.toldUnsupported = true;
          fail(viewer, ErrorCode.UNSUPPORTED, cannotPick());
        }
      }
      default -> fail(viewer, ErrorCode.RENDERER_FAILED, "what is seen there could not be told");
    }
  }

  private void apply(SequencedSet<String> found, Change change) {
    if (found.isEmpty() && !(change == Change.REPLACE && rules.get().clearOnMiss())) {
      return;
    }
    SequencedSet<String> next = new LinkedHashSet<>();
    if (change != Change.REPLACE) {
      next.addAll(selected);
    }
    for (String path : found) {
      boolean was = next.remove(path);
      if (!was || change == Change.ADD) {
        next.add(path);
      }
    }
    if (set(next)) {
      tellAll();
    }
  }

  /**
   * Tells what a viewer would select at a place, and selects nothing.
   *
   * @throws OrielException if the place is not in the picture
   */
  void probe(Viewer viewer, double x, double y, Found found) throws OrielException {
    PickQuery query =
        picture
            .pixel(x, y, generationNow())
            .orElseThrow(() -> {
              counters.increment(SelectionCounter.PICKS_REFUSED);
              return new OrielException(
                  ErrorCode.MALFORMED,
                  "x " + x + ", y " + y + " is outside the picture of " + picture);
            });
    ask(
        viewer,
        new Turn(
            query,
            false,
            result -> {
              Outcome outcome = outcome(result);
              Optional<String> path = found(picksOf(viewer), result.hits()).stream().findFirst();
              boolean hidden = outcome == Outcome.HIT && path.isEmpty();
              outbox.add(() -> found.answer(hidden ? Outcome.MISS : outcome, path));
            }));
  }

  @Override
  public void hover(Viewer viewer, double x, double y) {
    if (!rules.get().hover()
        || !control.capabilities().map(RendererCapabilities::picks).orElse(false)) {
      return;
    }
    Optional<PickQuery> place = picture.pixel(x, y, generationNow());
    synchronized (this) {
      ViewerPicks picks = picksOf(viewer);
      picks.pointed = place;
      if (place.isEmpty()) {
        picks.endHover();
        outline();
      }
    }
    askNext(viewer);
  }

  private void pointed(Viewer viewer, PickQuery query, PickResult result) {
    ViewerPicks picks = picksOf(viewer);
    if (picks.pointed.isEmpty()) {
      return;
    }
    if (picks.pointed.get().equals(query)) {
      picks.pointed = Optional.empty();
    }
    picks.hovered =
        outcome(result) == Outcome.HIT
            ? found(picks, result.hits()).stream().findFirst()
            : Optional.empty();
    outline();
  }

  @Override
  public void endHover(Viewer viewer) {
    synchronized (this) {
      picksOf(viewer).endHover();
      outline();
    }
  }

  private void ask(Viewer viewer, Turn turn) {
    Optional<Turn> overtaken;
    synchronized (this) {
      overtaken = picksOf(viewer).add(turn);
    }
    overtaken.ifPresent(old ->
        changing(
            () -> old.then().accept(new PickResult(old.query(), Outcome.SUPERSEDED, List.of()))));
    askNext(viewer);
  }

  /** Asks what a viewer has waiting, one after the other: the queue is all viewers'. */
  private void askNext(Viewer viewer) {
    Optional<Turn> next = Optional.empty();
    synchronized (this) {
      if (!closed) {
        next =
            picksOf(viewer)
                .next(place -> new Turn(place, false, result -> pointed(viewer, place, result)));
      }
    }
    next.ifPresent(turn -> {
      counters.increment(SelectionCounter.PICKS);
      control
          .pick(turn.query())
          .exceptionally(error -> {
            LOG.log(System.Logger.Level.WARNING, "A pick was not answered", error);
            return new PickResult(turn.query(), Outcome.FAILED, List.of());
          })
          .thenAccept(result -> {
            changing(() -> {
              if (picksOf(viewer).answered()) {
                turn.then().accept(result);
              }
            });
            askNext(viewer);
          });
    });
  }

  /** What became of a query, the stage that is shown by now considered. */
  private Outcome outcome(PickResult result) {
    boolean late = result.query().stageGeneration() != generation;
    Outcome outcome = late ? Outcome.SUPERSEDED : result.outcome();
    switch (outcome) {
      case HIT, MISS -> {}
      case SUPERSEDED -> counters.increment(SelectionCounter.PICKS_SUPERSEDED);
      default -> counters.increment(SelectionCounter.PICKS_FAILED);
    }
    return outcome;
  }

  private static SequencedSet<String> found(ViewerPicks picks, List<PickHit> hits) {
    return hits.stream()
        .flatMap(hit -> picks.found(hit.primPath()).stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private String cannotPick() {
    return "the renderer " + control.info().renderer() + " cannot tell what is seen at a place";
  }

  private void fail(Viewer viewer, ErrorCode code, String detail) {
    Problem problem = new Problem(code, detail);
    outbox.add(() -> announcer.get().ifPresent(a -> a.fail(viewer, problem)));
  }

  private void tellAll() {
    StageSelectionChanged now = new StageSelectionChanged(selected);
    outbox.add(() -> announcer.get().ifPresent(a -> a.announce(control.info().name(), now)));
  }

  /** Does something with the selection of the stage that is shown, then tells what came of it. */
  private void changing(Runnable change) {
    synchronized (this) {
      if (closed) {
        return;
      }
      follow();
      change.run();
    }
    outbox.send();
  }

  /** Takes over which stage is shown: another one begins with nothing selected. */
  private void follow() {
    StageStatus stage = control.status().stage();
    if (stage.generation() == generation) {
      return;
    }
    boolean another = stage.opened() != opened;
    generation = stage.generation();
    opened = stage.opened();
    viewers.values().forEach(picks -> picks.stageChanged(another));
    if (set(another ? Set.of() : existing(selected))) {
      tellAll();
    } else {
      outline();
    }
  }

  private long generationNow() {
    return control.status().stage().generation();
  }

  private ViewerPicks picksOf(Viewer viewer) {
    return viewers.computeIfAbsent(viewer, v -> new ViewerPicks());
  }

  private SequencedSet<String> known(List<String> paths) throws OrielException {
    SequencedSet<String> known = existing(paths);
    if (known.isEmpty() && !paths.isEmpty()) {
      throw new OrielException(ErrorCode.NOT_FOUND, noPrim(paths.getFirst()));
    }
    return known;
  }

  private static Optional<Problem> missing(List<String> paths, Set<String> known) {
    List<String> missing = paths.stream().filter(p -> !known.contains(p)).distinct().toList();
    return missing.stream()
        .findFirst()
        .map(first -> {
          int others = missing.size() - 1;
          String more = others == 0 ? "" : " and lacks " + others + " more of those named";
          return new Problem(ErrorCode.NOT_FOUND, noPrim(first) + more);
        });
  }

  private static String noPrim(String path) {
    return "the stage has no prim " + path;
  }

  private SequencedSet<String> existing(Collection<String> paths) {
    return paths.stream()
        .filter(path -> control.prim(path).isPresent())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** True if that is another selection than before. */
  private boolean set(Collection<String> paths) {
    List<String> next = List.copyOf(paths);
    if (next.equals(selected)) {
      return false;
    }
    counters.increment(SelectionCounter.CHANGES);
    selected = next;
    outline();
    return true;
  }

  private void outline() {
    if (closed) {
      return;
    }
    Set<String> hovered =
        viewers.values().stream()
            .flatMap(picks -> picks.hovered.stream())
            .collect(Collectors.toSet());
    control.updateView(view -> OutlineGroups.outlined(view, selected, hovered));
  }

  /** Hears of nothing any more and takes its outlines away. */
  @Override
  public void close() {
    end(view -> List.of());
  }

  /** Hears of nothing any more; what is selected is another selection's now. */
  void handOver() {
    end(OutlineGroups::selected);
  }

  private void end(Function<ViewState, List<String>> staying) {
    try {
      listening.close();
    } catch (Exception e) {
      LOG.log(System.Logger.Level.WARNING, "A selection did not end as it should", e);
    }
    synchronized (this) {
      closed = true;
      viewers.clear();
      control.updateView(view -> OutlineGroups.outlined(view, staying.apply(view), Set.of()));
    }
  }
}
