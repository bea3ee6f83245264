package io.oriel.renderer.preview;

import io.oriel.api.metrics.CounterDescriptor;

/** What the preview renderer counts, per stream. */
enum PreviewCounter implements CounterDescriptor {
  STEPS("Steps in which something had changed."),
  STEPS_UNCHANGED("Steps answered without drawing because nothing had changed."),
  TRIANGLES_DROPPED(
      "Triangles that name missing points, have no area or a coordinate that is no finite number."),
  PRIMVARS_IGNORED("Normals, colours or texture coordinates whose number does not fit their mesh."),
  CAMERAS_REPLACED("Cameras that cannot be looked through and were replaced by a fitting one.");

  private final String help;

  PreviewCounter(String help) {
    this.help = help;
  }

  @Override
  public String help() {
    return help;
  }
}
