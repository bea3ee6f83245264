package io.oriel.stage.usd;

import java.nio.file.Path;

/**
 * How stages from web servers are fetched.
 *
 * @param folder where they are kept; made when it is needed
 * @param maxBytes of one file
 */
record Downloads(Path folder, long maxBytes) {
  /**
   * @param storage where they are kept unless the configuration says otherwise
   */
  static Downloads of(UsdConfig config, Path storage) {
    return new Downloads(
        config.downloadFolder().isBlank()
            ? storage
            : Path.of(config.downloadFolder()).toAbsolutePath().normalize(),
        (long) config.maxDownloadMiB() << 20);
  }
}
