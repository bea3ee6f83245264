package io.oriel.selection;

import io.oriel.api.metrics.CounterDescriptor;

/** What is counted about the selection of a stream. */
enum SelectionCounter implements CounterDescriptor {
  CHANGES("Changes of what is selected."),
  PICKS("Clicks, marquees, hovers and pick requests that became pick queries."),
  PICKS_REFUSED("Clicks, marquees and pick requests that lay outside the picture."),
  PICKS_SUPERSEDED("Pick queries overtaken by a newer one or by another stage."),
  PICKS_FAILED("Pick queries that the renderer could not answer.");

  private final String help;

  SelectionCounter(String help) {
    this.help = help;
  }

  @Override
  public String help() {
    return help;
  }
}
