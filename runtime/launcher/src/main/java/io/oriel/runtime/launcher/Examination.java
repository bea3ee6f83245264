package io.oriel.runtime.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Examines the machine, the configuration and the bundles of a server that is not started. The
 * bundles run in a framework of their own, in a folder of its own, in which no component that waits
 * for its configuration gets one; so no port, stream or process is opened but by their checkups.
 */
final class Examination implements AutoCloseable {
  private final Setup setup;
  private final TemporaryFolder folder;
  private Optional<BundleTrial> bundles = Optional.empty();
  private boolean closed;

  private Examination(Setup setup, TemporaryFolder folder) {
    this.setup = setup;
    this.folder = folder;
  }

  /** Takes a folder for the framework; {@link #close} removes it. */
  static Examination of(Setup setup) throws StartException {
    return new Examination(setup, TemporaryFolder.make("oriel-doctor-"));
  }

  /** Examines everything. */
  List<Section> run() throws StartException {
    List<Section> sections = new ArrayList<>();
    sections.add(new Section("machine", MachineCheck.present().findings()));
    sections.add(new Section("folders", FolderCheck.of(setup.work())));
    BundleFiles files = BundleFiles.read(setup);
    ConfigurationTrial configuration = ConfigurationTrial.of(setup, files.bundles());
    sections.add(new Section("configuration", configuration.findings()));
    sections.addAll(bundles(files, configuration));
    return sections;
  }

  /** Starts the bundles, unless it is too late, and has them examine. */
  private synchronized List<Section> bundles(BundleFiles files, ConfigurationTrial configuration)
      throws StartException {
    if (closed) {
      return List.of();
    }
    BundleTrial trial = BundleTrial.start(folder.path(), files, configuration);
    bundles = Optional.of(trial);
    List<Section> sections = new ArrayList<>();
    sections.add(new Section("bundles", trial.findings()));
    sections.addAll(trial.checkups(new DoctorContext(configuration)));
    return sections;
  }

  /**
   * Stops the framework and removes what it left. Waits for checkups in progress, which would leave
   * more; closing twice is harmless.
   */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    bundles.ifPresent(BundleTrial::close);
    folder.close();
  }
}
