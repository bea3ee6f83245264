package io.oriel.selection;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.render.PickQuery;
import io.oriel.api.render.PickResult;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** What is known of one viewer of a stream. Used under the lock of the stream's selection. */
final class ViewerPicks {
  /** How many queries wait while one is under way. */
  static final int MOST_WAITING = 8;

  /** How many prims its picks can be told to find. */
  static final int MOST_SELECTABLE = 10_000;

  /** A query, whether it is one of a click or marquee, and what is done with its answer. */
  record Turn(PickQuery query, boolean isClick, Consumer<PickResult> then) {}

  /** What is asked next, oldest first. */
  private final Queue<Turn> waiting = new ArrayDeque<>();

  /** What is asked now. */
  private Optional<Turn> underWay = Optional.empty();

  /** True if the click that is asked about now no longer counts. */
  private boolean isVoid;

  /** What its picks find; empty: everything. */
  private final Set<String> selectable = new HashSet<>();

  /** True once it was told that the renderer cannot pick. */
  boolean toldUnsupported;

  /** Where it points; asked about when nothing else is. */
  Optional<PickQuery> pointed = Optional.empty();

  /** What it points at. */
  Optional<String> hovered = Optional.empty();

  /** Has a query wait; what has waited longest is returned if that is one too many. */
  Optional<Turn> add(Turn turn) {
    waiting.add(turn);
    return waiting.size() > MOST_WAITING ? Optional.of(waiting.remove()) : Optional.empty();
  }

  /** Makes void the clicks that are unanswered; returns how many that are. */
  int voidClicks() {
    int before = waiting.size();
    waiting.removeIf(Turn::isClick);
    boolean asked = underWay.filter(Turn::isClick).isPresent() && !isVoid;
    isVoid |= asked;
    return before - waiting.size() + (asked ? 1 : 0);
  }

  /**
   * Begins with what waits, if nothing is under way.
   *
   * @param hover asks about the place that it points to
   */
  Optional<Turn> next(Function<PickQuery, Turn> hover) {
    if (underWay.isPresent()) {
      return Optional.empty();
    }
    underWay = Optional.ofNullable(waiting.poll()).or(() -> pointed.map(hover));
    return underWay;
  }

  /** What was under way is answered; false if that no longer counts. */
  boolean answered() {
    boolean counts = !isVoid;
    underWay = Optional.empty();
    isVoid = false;
    return counts;
  }

  /**
   * Adds prims that its picks find; before the first they find everything.
   *
   * @throws OrielException if these would be too many; none is added then
   */
  void allow(Collection<String> paths) throws OrielException {
    long more = paths.stream().filter(path -> !selectable.contains(path)).count();
    if (selectable.size() + more > MOST_SELECTABLE) {
      throw new OrielException(
          ErrorCode.TOO_LARGE, "a viewer can have " + MOST_SELECTABLE + " selectable prims");
    }
    selectable.addAll(paths);
  }

  /** What is found when this prim is seen: itself or the nearest one above that may be. */
  Optional<String> found(String seen) {
    if (selectable.isEmpty()) {
      return Optional.of(seen);
    }
    String path = seen;
    while (!selectable.contains(path)) {
      int parent = path.lastIndexOf('/');
      if (parent <= 0) {
        return Optional.empty();
      }
      path = path.substring(0, parent);
    }
    return Optional.of(path);
  }

  /** The stage is another one, or other than it was. */
  void stageChanged(boolean another) {
    endHover();
    if (another) {
      selectable.clear();
    }
  }

  void endHover() {
    pointed = Optional.empty();
    hovered = Optional.empty();
  }
}
