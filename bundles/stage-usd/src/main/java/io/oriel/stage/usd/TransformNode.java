package io.oriel.stage.usd;

import java.util.List;

/**
 * A prim whose own transform moves.
 *
 * @param parent number of the next moving prim above, or -1; always smaller than its own
 * @param base from the space of this prim's parent to that node, or to the world
 * @param operations in USD's order: the last one is applied first
 */
record TransformNode(int parent, double[] base, List<Operation> operations) {
  boolean finite() {
    return Matrices.finite(base) && operations.stream().allMatch(Operation::finite);
  }
}
