package io.oriel.engine;

import io.oriel.api.metrics.CounterDescriptor;

/** What the engine counts, for each stream. */
enum EngineCounter implements CounterDescriptor {
  TICKS("Turns of the render loop."),
  TICKS_SKIPPED("Turns left out because the one before took longer than its time."),
  FRAMES_RENDERED("Pictures that were drawn and converted."),
  FRAMES_UNCHANGED("Pictures repeated because the renderer drew nothing new."),
  FRAMES_HELD("Last good pictures and placeholders repeated while nothing could be drawn."),
  FRAMES_DROPPED("Pictures lost because every buffer of the ring was in use."),
  FRAMES_LOST("Watched frames that a sink retained and never released; see oriel.leaks."),
  PUSHES("What the host pushed and was taken: pictures, or encoded ones."),
  PUSHES_DROPPED("Pushes that nobody saw: a newer one came at once, or one before was lost."),
  UNITS_SKIPPED("Pushed units that a subscriber did not get because it kept too many of them."),
  STEPS_FAILED("Steps of the renderer that failed."),
  CONVERSIONS_FAILED("Conversions that failed."),
  CONVERTERS_QUARANTINED("Converters no longer used because they failed or did not let go."),
  RENDERERS_QUARANTINED("Renderers no longer used: they failed, and another was there."),
  RENDERERS_ABANDONED("Renderers abandoned because their thread did not let go of them."),
  READERS_QUARANTINED("Stage readers no longer used: another read what they could not."),
  READERS_ABANDONED("Stage reads left to themselves because they did not end when told to."),
  SINKS_FAILED("Frame sinks removed because they threw an exception."),
  STAGES_COMMITTED("Stages that became the one that is drawn."),
  STAGES_FAILED("Stage loads that failed."),
  STAGES_SUPERSEDED("Stage loads ended by a newer one."),
  PICKS("Pick queries that were answered by the renderer."),
  PICKS_SUPERSEDED("Pick queries answered as superseded.");

  private final String help;

  EngineCounter(String help) {
    this.help = help;
  }

  @Override
  public String help() {
    return help;
  }
}
