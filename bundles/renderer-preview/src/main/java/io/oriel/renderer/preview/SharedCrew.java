package io.oriel.renderer.preview;

/** The crew that all streams share: its threads run while at least one renderer is open. */
final class SharedCrew {
  private RasterCrew crew;
  private int members;

  /** The crew for one more renderer. */
  synchronized RasterCrew join() {
    if (members == 0) {
      crew = new RasterCrew(RasterCrew.fittingHelpers(Runtime.getRuntime().availableProcessors()));
    }
    members++;
    return crew;
  }

  /** One renderer less; with the last one the threads end before this returns. */
  synchronized void leave() {
    members--;
    if (members == 0) {
      crew.close();
    }
  }
}
