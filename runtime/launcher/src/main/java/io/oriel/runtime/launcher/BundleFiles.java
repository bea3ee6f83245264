package io.oriel.runtime.launcher;

import io.oriel.api.health.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The bundles on disk.
 *
 * @param bundles those that can be read
 * @param findings one for each that cannot
 */
record BundleFiles(List<BundleJar> bundles, List<Finding> findings) {
  static BundleFiles read(Setup setup) {
    List<BundleJar> bundles = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    try {
      for (Path file : setup.bundleFiles()) {
        read(file, bundles, findings);
      }
    } catch (IOException e) {
      findings.add(
          Finding.bad(
              "bundles",
              "the folder " + e.getMessage() + " cannot be read",
              "Unpack the distribution again"));
    }
    return new BundleFiles(bundles, findings);
  }

  private static void read(Path file, List<BundleJar> bundles, List<Finding> findings) {
    try {
      bundles.add(BundleJar.read(file));
    } catch (IOException e) {
      findings.add(
          Finding.bad(
              "bundle",
              e.getMessage(),
              "Put an intact copy in its place, or take it out of the bundles"));
    }
  }
}
