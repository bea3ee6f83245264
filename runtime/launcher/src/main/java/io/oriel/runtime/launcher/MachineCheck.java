package io.oriel.runtime.launcher;

import com.sun.management.UnixOperatingSystemMXBean;
import io.oriel.api.health.Finding;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the server needs of the machine and of the JVM, apart from its bundles.
 *
 * @param system the operating system's name and version
 * @param architecture the processor's, as the JVM names it
 * @param feature the feature number of the Java version
 * @param java the Java version with its vendor
 * @param vectorModule whether {@code jdk.incubator.vector} is there
 * @param nativeAccess whether native access is granted
 * @param processors those that this process may use
 * @param memoryBytes what this process may use, limits of a container regarded
 * @param heapBytes the most that the JVM takes for its heap
 * @param openFiles the most files and sockets open at one time, if there is a limit
 * @param graphicsDriver the version of NVIDIA's driver, if it is loaded
 */
record MachineCheck(
    String system,
    String architecture,
    int feature,
    String java,
    boolean vectorModule,
    boolean nativeAccess,
    int processors,
    long memoryBytes,
    long heapBytes,
    OptionalLong openFiles,
    Optional<String> graphicsDriver) {
  private static final int JAVA = 25;
  private static final long MIB = 1 << 20;
  private static final long LEAST_MEMORY_MIB = 1024;
  private static final long LEAST_OPEN_FILES = 512;
  private static final long GOOD_OPEN_FILES = 4096;
  private static final Path DRIVER = Path.of("/proc/driver/nvidia/version");

  /** Those of this process. */
  static MachineCheck present() {
    var operatingSystem = ManagementFactory.getOperatingSystemMXBean();
    boolean unix = operatingSystem instanceof UnixOperatingSystemMXBean;
    return new MachineCheck(
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("os.arch"),
        Runtime.version().feature(),
        Runtime.version() + " by " + System.getProperty("java.vendor"),
        ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent(),
        MachineCheck.class.getModule().isNativeAccessEnabled(),
        Runtime.getRuntime().availableProcessors(),
        ((com.sun.management.OperatingSystemMXBean) operatingSystem).getTotalMemorySize(),
        Runtime.getRuntime().maxMemory(),
        unix
            ? OptionalLong.of(
                ((UnixOperatingSystemMXBean) operatingSystem).getMaxFileDescriptorCount())
            : OptionalLong.empty(),
        driver());
  }

  /** What there is to say about each. */
  List<Finding> findings() {
    return List.of(platform(), jdk(), flags(), processor(), memory(), files(), graphics());
  }

  private Finding platform() {
    String name = system + ", " + architecture;
    return system.startsWith("Linux") && architecture.equals("amd64")
        ? Finding.good("system", name)
        : Finding.bad(
            "system", name + ": the encoders exist for Linux x86-64 only", "Use such a machine");
  }

  private Finding jdk() {
    return feature == JAVA
        ? Finding.good("Java", java)
        : Finding.note(
            "Java", java + ": it is tested with " + JAVA, "Set JAVA_HOME to a JDK " + JAVA);
  }

  private Finding flags() {
    if (!vectorModule) {
      return Finding.bad(
          "JVM flags",
          "without the vector module pictures are drawn and converted several times slower",
          "Start with bin/oriel, or java with --add-modules jdk.incubator.vector");
    }
    if (!nativeAccess) {
      return Finding.note(
          "JVM flags",
          "native access is not granted, of which a later Java makes an error",
          "Start with bin/oriel, or java with --enable-native-access=ALL-UNNAMED");
    }
    return Finding.good("JVM flags", "vector module, native access");
  }

  private Finding processor() {
    return processors > 1
        ? Finding.good("processors", Integer.toString(processors))
        : Finding.note(
            "processors",
            "one: drawing and encoding take turns, so expect fewer pictures a second",
            "Give it two or more");
  }

  private Finding memory() {
    String sizes = mebibytes(memoryBytes) + ", of which the heap takes " + mebibytes(heapBytes);
    if (memoryBytes < heapBytes) {
      return Finding.bad(
          "memory",
          sizes + ": the system will end the process when it needs it",
          "Give it more, or set ORIEL_JAVA_OPTS=-Xmx" + memoryBytes / 2 / MIB + "m");
    }
    return memoryBytes / MIB < LEAST_MEMORY_MIB
        ? Finding.note(
            "memory", sizes + ": little for large stages", "Give it " + LEAST_MEMORY_MIB + " MiB")
        : Finding.good("memory", sizes + " at most");
  }

  private Finding files() {
    if (openFiles.isEmpty()) {
      return Finding.good("open files", "no limit");
    }
    long limit = openFiles.getAsLong();
    String remedy =
        "Raise it: ulimit -n "
            + GOOD_OPEN_FILES
            + " as root, LimitNOFILE="
            + GOOD_OPEN_FILES
            + " in a systemd unit, --ulimit nofile="
            + GOOD_OPEN_FILES
            + " for a container";
    if (limit < LEAST_OPEN_FILES) {
      return Finding.bad(
          "open files", limit + " at most: viewers will be refused or cut off", remedy);
    }
    return limit < GOOD_OPEN_FILES
        ? Finding.note("open files", limit + " at most: enough for some viewers only", remedy)
        : Finding.good("open files", limit + " at most");
  }

  private Finding graphics() {
    return graphicsDriver
        .map(version -> Finding.good("GPU", "NVIDIA driver " + version))
        .orElseGet(() ->
            Finding.note(
                "GPU",
                "no NVIDIA driver is loaded: the preview renderer draws on the processor, and"
                    + " pictures are encoded there; renderer ovrtx and encoder nvenc need one"));
  }

  private static Optional<String> driver() {
    try {
      String line = Files.readString(DRIVER).lines().findFirst().orElse("");
      return Optional.of(line.replaceFirst(".*?(\\d+\\.\\d[\\d.]*).*", "$1"));
    } catch (IOException notLoaded) {
      return Optional.empty();
    }
  }

  private static String mebibytes(long bytes) {
    return bytes / MIB + " MiB";
  }
}
