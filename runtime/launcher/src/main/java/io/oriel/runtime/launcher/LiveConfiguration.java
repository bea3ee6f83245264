package io.oriel.runtime.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;

/**
 * The configuration of a framework that runs: replaced as a whole, and kept for bundles that come
 * later. Any thread.
 */
final class LiveConfiguration implements SynchronousBundleListener {
  private static final System.Logger LOG = System.getLogger(LiveConfiguration.class.getName());

  private final RunningFramework framework;
  private final KnownSettings settings;
  private ConfigurationSource source;

  /** The bundles whose configuration is written and that have not started since. */
  private final Set<Long> configured = new HashSet<>();

  /**
   * @param settings what the framework's bundles can be configured with
   * @param source what it is configured with
   */
  LiveConfiguration(
      RunningFramework framework, List<SettingGroup> settings, ConfigurationSource source) {
    this.framework = framework;
    this.settings = new KnownSettings(settings);
    this.source = source;
  }

  /** Watches over a framework whose bundles are installed and configured, before they start. */
  synchronized void begin() {
    for (Bundle bundle : framework.context().getBundles()) {
      configured.add(bundle.getBundleId());
    }
    framework.context().addBundleListener(this);
  }

  /**
   * Puts another configuration in the place of the present one, if all of it is right.
   *
   * @return the components whose settings have changed, by PID
   * @throws IllegalStateException when the framework has stopped
   * @throws UncheckedIOException when some of it cannot be stored; what was stored before holds
   */
  synchronized List<String> replace(ConfigurationSource newSource) throws ConfigurationException {
    Map<String, Map<String, Object>> checked = checked(newSource);
    source = newSource;
    try {
      return framework.configurationWriter().write(checked);
    } catch (IOException e) {
      throw new UncheckedIOException("the configuration is not taken: " + e.getMessage(), e);
    }
  }

  /**
   * Bundles that others install, also while the first ones start, get their configuration as the
   * others did.
   */
  @Override
  public synchronized void bundleChanged(BundleEvent event) {
    Bundle bundle = event.getBundle();
    if (event.getType() == BundleEvent.STARTING && configured.remove(bundle.getBundleId())) {
      return;
    }
    try {
      if (event.getType() == BundleEvent.UNINSTALLED) {
        settings.remove(bundle);
      } else if (event.getType() == BundleEvent.STARTING && settings.add(bundle)) {
        framework.configurationWriter().writeMissing(checked(source));
      }
    } catch (ConfigurationException | IOException | IllegalStateException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0} is not configured: {1}",
          bundle.getSymbolicName(),
          e.getMessage());
    }
  }

  private Map<String, Map<String, Object>> checked(ConfigurationSource written)
      throws ConfigurationException {
    List<SettingGroup> groups = settings.all();
    return new ConfigurationCheck(groups).of(written.read(groups)).orRefuse();
  }
}
