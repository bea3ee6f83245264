package io.oriel.tck;

import java.io.IOException;
import java.net.SocketTimeoutException;

/** A remote viewer that reads what comes on a thread of its own, which runs {@link #read}. */
public abstract class ReadingViewer implements RemoteViewer {
  private volatile int pictures;
  private volatile boolean ended;
  private volatile boolean stalled;

  /**
   * Waits for what comes next. Called by {@link #read} again and again.
   *
   * @return whether it is a picture
   * @throws IOException when the server has ended the connection
   */
  protected abstract boolean next() throws IOException, InterruptedException;

  /** Reads until nothing more comes or {@link #stall} says so. */
  protected final void read() {
    try {
      while (!stalled) {
        if (next()) {
          pictures++;
        }
      }
    } catch (SocketTimeoutException silence) {
      // No end: nothing came.
    } catch (IOException | InterruptedException e) {
      ended = true;
    }
  }

  @Override
  public final int pictures() {
    return pictures;
  }

  @Override
  public final boolean ended() {
    return ended;
  }

  @Override
  public void stall() {
    stalled = true;
  }
}
