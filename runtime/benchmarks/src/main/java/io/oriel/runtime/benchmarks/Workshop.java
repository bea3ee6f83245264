package io.oriel.runtime.benchmarks;

import io.oriel.api.error.OrielException;
import io.oriel.api.stage.LoadMonitor;
import io.oriel.api.stage.Stage;
import io.oriel.stage.usd.Readers;
import java.io.IOException;

/** The shipped stage, read as the server reads it. */
public final class Workshop {
  /** Whom the progress of a load does not interest. */
  public static final LoadMonitor NOBODY =
      new LoadMonitor() {
        @Override
        public void progress(double fraction, String activity) {
          // Nobody listens.
        }

        @Override
        public boolean cancelled() {
          return false;
        }

        @Override
        public void onCancel(Runnable action) {
          // It never is.
        }
      };

  private Workshop() {}

  public static Stage open() throws IOException, OrielException {
    return Readers.read(
        System.getProperty("oriel.python"), System.getProperty("oriel.stage"), NOBODY);
  }
}
