package io.oriel.api.stage;

import java.util.List;

/**
 * A choice that a prim offers.
 *
 * @param name of the set
 * @param options names of its variants, in the stage's order
 * @param selection the chosen one; empty if none is
 */
public record VariantSet(String name, List<String> options, String selection) {
  public VariantSet {
    options = List.copyOf(options);
  }
}
