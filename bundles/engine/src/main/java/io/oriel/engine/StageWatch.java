package io.oriel.engine;

import io.oriel.api.time.Clock;
import java.util.concurrent.TimeUnit;

/** Loads the stage again when its files have changed. Has a thread of its own: disks may hang. */
final class StageWatch implements Runnable {
  private static final System.Logger LOG = System.getLogger("io.oriel.engine");
  private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final String stream;
  private final Clock clock;
  private final RenderLoop loop;
  private final StageLoader loader;
  private LoadedStage watched;
  private FileWatch files;

  StageWatch(String stream, Clock clock, RenderLoop loop, StageLoader loader) {
    this.stream = stream;
    this.clock = clock;
    this.loop = loop;
    this.loader = loader;
  }

  @Override
  public void run() {
    try {
      while (true) {
        look();
        clock.parkUntil(clock.nanos() + INTERVAL_NANOS);
      }
    } catch (InterruptedException e) {
      LOG.log(System.Logger.Level.DEBUG, "The files of {0} are watched no more", stream);
    }
  }

  private void look() {
    Drawing drawing = loop.drawing();
    if (drawing == null) {
      watched = null;
      return;
    }
    LoadedStage shown = drawing.stage();
    if (shown != watched) {
      watched = shown;
      files = new FileWatch(shown.files(), shown.readSinceMillis());
    }
    // A stage that somebody has asked for meanwhile is not to be superseded.
    if (files.changedAndAtRest() && loader.idle()) {
      LOG.log(
          System.Logger.Level.INFO,
          "Stream {0}: the files of {1} have changed; it is loaded again",
          stream,
          shown.source().location());
      // If this fails the next change is tried, not this one again.
      files.accept();
      loader.reopen(shown.source());
    }
  }
}
