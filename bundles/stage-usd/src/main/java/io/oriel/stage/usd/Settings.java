package io.oriel.stage.usd;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The checked configuration of the reader. */
record Settings(
    String python,
    long memoryLimitBytes,
    int maxPrims,
    int maxMeshes,
    long maxPoints,
    long maxAnimationBytes,
    long maxTextureBytes,
    List<Path> allowedRoots) {
  private static final long MIB = 1L << 20;

  static Settings of(UsdConfig config) {
    return new Settings(
        config.python(),
        config.memoryLimitMiB() * MIB,
        config.maxPrims(),
        config.maxMeshes(),
        config.maxPoints(),
        config.maxAnimationMiB() * MIB,
        config.maxTextureMiB() * MIB,
        Arrays.stream(config.allowedRoots())
            .filter(root -> !root.isBlank())
            .map(root -> Path.of(root).toAbsolutePath().normalize())
            .toList());
  }

  /** The same with other roots. */
  Settings withRoots(List<Path> roots) {
    return new Settings(
        python,
        memoryLimitBytes,
        maxPrims,
        maxMeshes,
        maxPoints,
        maxAnimationBytes,
        maxTextureBytes,
        roots);
  }

  /** More than a worker within its limits ever sends for one stage. */
  long maxLoadBytes() {
    return 64 * maxPoints
        + 1024L * ((long) maxPrims + maxMeshes)
        + 4 * maxAnimationBytes
        + maxTextureBytes;
  }

  /** True if a worker started with {@code other} serves these settings too. */
  boolean sameProcess(Settings other) {
    return python.equals(other.python) && memoryLimitBytes == other.memoryLimitBytes;
  }
}
