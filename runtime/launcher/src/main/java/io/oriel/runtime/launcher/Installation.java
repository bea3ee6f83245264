package io.oriel.runtime.launcher;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the parts of an installed Oriel lie: {@code lib} with the launcher, {@code bundles} and
 * {@code config} beside it.
 *
 * @param home the folder that holds them
 * @param command how a person starts it, for messages
 */
record Installation(Path home, String command) {

  /**
   * The installation that this class was loaded from, unless script or environment name another.
   */
  static Installation present() {
    String command = System.getProperty("oriel.command", "bin/oriel");
    Path home =
        Optional.ofNullable(System.getProperty("oriel.home"))
            .or(() -> Optional.ofNullable(System.getenv("ORIEL_HOME")))
            .map(Path::of)
            .orElseGet(Installation::besideTheLauncher);
    return new Installation(home, command);
  }

  Path bundles() {
    return home.resolve("bundles");
  }

  /** What serves commands that start no server. */
  Path tools() {
    return home.resolve("tools");
  }

  Path configuration() {
    return home.resolve("config").resolve("oriel.json");
  }

  Path work() {
    return Path.of(System.getProperty("oriel.work", home.resolve(".runtime").toString()));
  }

  /** The version in the launcher's manifest, or a word that says that it was not packed. */
  String version() {
    return Optional.ofNullable(Installation.class.getPackage().getImplementationVersion())
        .orElse("unpacked");
  }

  private static Path besideTheLauncher() {
    try {
      Path jar =
          Path.of(Installation.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return jar.getParent().getParent();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
