package io.oriel.runtime.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The server that the command line means: its bundles, its configuration, its folder.
 *
 * @param installation where the parts lie
 * @param options what was asked for
 */
record Setup(Installation installation, ServerOptions options) {

  /** What it is started with. */
  Embedding embedding() throws StartException {
    try {
      return new Embedding(bundleFiles(), this::configuration, work(), Optional.empty(), List.of());
    } catch (IOException e) {
      throw new StartException(e.getMessage(), e);
    }
  }

  Path work() {
    return options.work().orElse(installation.work());
  }

  /** The files of all bundles, those of the distribution first. */
  List<Path> bundleFiles() throws IOException {
    List<Path> files = new ArrayList<>(BundleJar.files(installation.bundles()));
    files.addAll(options.bundles());
    return files;
  }

  /** All bundles. */
  List<BundleJar> bundles() throws StartException {
    try {
      return BundleJar.readAll(bundleFiles());
    } catch (IOException e) {
      throw new StartException(e.getMessage(), e);
    }
  }

  /** What the bundles can be configured with. */
  static List<SettingGroup> settings(Collection<BundleJar> bundles) {
    return bundles.stream().flatMap(jar -> jar.settings().stream()).toList();
  }

  /** The whole configuration: surroundings, files, options, each over the one before. */
  Configuration configuration(Collection<SettingGroup> settings) throws ConfigurationException {
    return around(written(), settings);
  }

  /** The same without the file, for one that cannot be read. */
  Configuration withoutFile(Collection<SettingGroup> settings) {
    return around(Configuration.empty(), settings);
  }

  private Configuration around(Configuration written, Collection<SettingGroup> settings) {
    Configuration chosen =
        options
            .transports()
            .map(names -> written.overriddenBy(TransportChoice.of(names, settings)))
            .orElse(written);
    // An option for all that viewers reach must not turn on what nobody asked for.
    List<SettingGroup> running = settings.stream().filter(chosen::runs).toList();
    return Surroundings.of(work())
        .offeredTo(running)
        .overriddenBy(chosen)
        .overriddenBy(Overrides.of(options, running));
  }

  /** The files that the configuration is written in. */
  ConfigurationFiles files() {
    return new ConfigurationFiles(
        options.config().orElse(installation.configuration()), options.config().isPresent());
  }

  private Configuration written() throws ConfigurationException {
    return files().read();
  }
}
