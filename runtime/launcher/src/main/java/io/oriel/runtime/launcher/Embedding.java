package io.oriel.runtime.launcher;

import io.oriel.api.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.framework.BundleException;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.ComponentConstants;
import org.osgi.service.log.LogService;
import org.osgi.util.function.Function;
import org.osgi.util.promise.Promise;

/**
 * What an engine inside this process is made of.
 *
 * @param bundles the jars, in the order of their start
 * @param configuration how they are configured
 * @param work the folder below which they may write
 * @param temporary that folder, if it goes with the engine
 * @param shared a class of each jar of the class path that is shared beside the usual ones
 */
record Embedding(
    List<Path> bundles,
    ConfigurationSource configuration,
    Path work,
    Optional<TemporaryFolder> temporary,
    List<Class<?>> shared) {
  static final List<Class<?>> ALWAYS_SHARED =
      List.of(
          ErrorCode.class,
          ConfigurationAdmin.class,
          ComponentConstants.class,
          LogService.class,
          Promise.class,
          Function.class);

  Embedding {
    bundles = List.copyOf(bundles);
    shared = List.copyOf(shared);
  }

  /**
   * Checks the configuration, then starts a framework, writes the configuration and starts the
   * bundles.
   *
   * @throws ConfigurationException when the configuration is wrong; no bundle was started
   * @throws StartException when a bundle cannot be read, resolved or started; everything was
   *     stopped again
   */
  Embedded start() throws ConfigurationException, StartException {
    FrameworkPreparation preparation =
        FrameworkPreparation.begin(
            work, Stream.concat(ALWAYS_SHARED.stream(), shared.stream()).toList());
    List<BundleJar> jars;
    List<SettingGroup> settings;
    Map<String, Map<String, Object>> checked;
    try {
      jars = jars();
      settings = Setup.settings(jars);
      checked = new ConfigurationCheck(settings).of(configuration.read(settings)).orRefuse();
    } catch (ConfigurationException | StartException | RuntimeException | Error e) {
      framework(preparation).close();
      throw e;
    }
    RunningFramework framework = framework(preparation);
    LiveConfiguration live = new LiveConfiguration(framework, settings, configuration);
    List<BundleException> failures = new ArrayList<>();
    framework.start(jars, checked, live::begin, failures::add);
    if (!failures.isEmpty()) {
      framework.close();
      throw new StartException(failures);
    }
    return new Embedded(framework, live);
  }

  private RunningFramework framework(FrameworkPreparation preparation) throws StartException {
    try {
      return new RunningFramework(preparation.await(), temporary);
    } catch (StartException e) {
      temporary.ifPresent(TemporaryFolder::close);
      throw e;
    }
  }

  private List<BundleJar> jars() throws StartException {
    try {
      return BundleJar.readAll(bundles).stream()
          .sorted(Comparator.comparing(BundleJar::early).reversed())
          .toList();
    } catch (IOException e) {
      throw new StartException(ErrorCode.BUNDLE_INVALID, e.getMessage(), e);
    }
  }
}
