package io.oriel.selection;

/** What the configuration says; see {@link SelectionConfig}. */
record SelectionRules(boolean clearOnMiss, boolean hover) {
  static SelectionRules of(SelectionConfig config) {
    return new SelectionRules(config.clearOnMiss(), config.hover());
  }
}
