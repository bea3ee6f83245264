package io.oriel.runtime.launcher;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Applies the configuration files anew when they change while the server runs. What is wrong is
 * logged and changes nothing.
 */
final class ConfigurationWatch {
  private static final System.Logger LOG = System.getLogger(ConfigurationWatch.class.getName());
  private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final ConfigurationFiles files;
  private Map<?, ?> applied;
  private Map<?, ?> seen;

  /** Applies the configuration as it is written now. */
  @FunctionalInterface
  interface Application {
    /** Returns the PIDs whose settings have changed. */
    List<String> apply() throws ConfigurationException;
  }

  /**
   * @param files whose present state is applied already, or about to be
   */
  ConfigurationWatch(ConfigurationFiles files) throws ConfigurationException {
    this.files = files;
    this.applied = files.stamps();
    this.seen = applied;
  }

  /** Looks once a second on a thread of its own while {@code going}. */
  void begin(Application application, BooleanSupplier going) {
    Thread.ofPlatform()
        .daemon()
        .name("oriel-configuration")
        .start(() -> {
          while (going.getAsBoolean()) {
            look(application);
            LockSupport.parkNanos(PERIOD_NANOS);
          }
        });
  }

  /** Applies a change once it has stood still from one look to the next: it may be half written. */
  void look(Application application) {
    try {
      Map<?, ?> now = files.stamps();
      boolean still = now.equals(seen);
      seen = now;
      if (still && !now.equals(applied)) {
        applied = now;
        List<String> changed = application.apply();
        LOG.log(
            System.Logger.Level.INFO,
            changed.isEmpty()
                ? "configuration read again: nothing has changed"
                : "configuration applied: " + String.join(", ", changed));
      }
    } catch (ConfigurationException wrong) {
      LOG.log(
          System.Logger.Level.WARNING,
          "configuration not applied, the one before stays: " + wrong.getMessage());
    } catch (IllegalStateException stopped) {
      LOG.log(System.Logger.Level.DEBUG, "the framework has stopped", stopped);
    } catch (RuntimeException failed) {
      // Or nobody would ever look again, and nothing would tell.
      LOG.log(
          System.Logger.Level.WARNING,
          "configuration not applied, or not all of it; save it again when this is mended",
          failed);
    }
  }
}
