package io.oriel.api.render;

import java.util.List;

/**
 * The answer to a pick.
 *
 * @param query the question
 * @param outcome what became of it
 * @param hits each prim once, nearest first; empty unless {@link Outcome#HIT}
 */
public record PickResult(PickQuery query, Outcome outcome, List<PickHit> hits) {
  /** What became of a query. */
  public enum Outcome {
    HIT,
    /** Nothing is there. */
    MISS,
    /** The stage that the asker saw is gone, or too many newer queries came. */
    SUPERSEDED,
    /** The renderer cannot pick. */
    UNSUPPORTED,
    FAILED
  }

  public PickResult {
    hits = List.copyOf(hits);
  }
}
