package io.oriel.messages.stage;

import io.oriel.messages.stage.ListScenesResult.Scene;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Looks for stages below the roots, within limits. Links and hidden folders are passed over. */
final class SceneWalk extends SimpleFileVisitor<Path> {
  private static final System.Logger LOG = System.getLogger(SceneWalk.class.getName());
  static final int MAX_SCENES = 1000;
  private static final int MAX_DEPTH = 8;
  private static final int MAX_FILES = 100_000;
  private static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(2);

  /**
   * What was found.
   *
   * @param scenes by their url
   * @param limit which limit ended the search; empty if none did
   */
  record Found(List<Scene> scenes, Optional<String> limit) {}

  private final StageAddresses addresses;
  private final Map<String, Scene> scenes = new TreeMap<>(Comparator.naturalOrder());
  private final long deadlineNanos = System.nanoTime() + MAX_NANOS;

  /** Roots that were walked before, links resolved: each stage is listed once. */
  private final Set<Path> searched = new HashSet<>();

  private Path base;
  private int files;
  private Optional<String> limit = Optional.empty();

  private SceneWalk(StageAddresses addresses) {
    this.addresses = addresses;
  }

  static Found below(StageAddresses addresses) {
    SceneWalk walk = new SceneWalk(addresses);
    addresses.roots().forEach(walk::walk);
    return new Found(List.copyOf(walk.scenes.values()), walk.limit);
  }

  private void walk(Path root) {
    if (limit.isPresent()) {
      return;
    }
    try {
      base = root.toRealPath();
      if (searched.stream().noneMatch(base::startsWith)) {
        Files.walkFileTree(base, Set.of(), MAX_DEPTH, this);
      }
      searched.add(base);
    } catch (IOException gone) {
      LOG.log(System.Logger.Level.DEBUG, "No stages are listed below a root", gone);
    }
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
    if (folder.equals(base)) {
      return FileVisitResult.CONTINUE;
    }
    boolean hidden = folder.getFileName().toString().startsWith(".");
    return hidden || searched.contains(folder)
        ? FileVisitResult.SKIP_SUBTREE
        : FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    String name = file.getFileName().toString();
    if (attributes.isRegularFile() && StageAddresses.isStage(name)) {
      String url = url(file);
      scenes.put(url, new Scene(url, name.substring(0, name.lastIndexOf('.'))));
    }
    limit = reached();
    return limit.isPresent() ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
  }

  /** As {@link StageAddresses#url} has it, without asking the disk a dozen times for each. */
  private String url(Path file) {
    Path relative = base.relativize(file);
    boolean unique = searched.stream().noneMatch(root -> Files.exists(root.resolve(relative)));
    return unique ? StageAddresses.slashed(relative) : addresses.url(file.toString());
  }

  private Optional<String> reached() {
    if (scenes.size() >= MAX_SCENES) {
      return Optional.of("only the first " + MAX_SCENES + " stages are listed");
    }
    if (++files >= MAX_FILES) {
      return Optional.of("only the first " + MAX_FILES + " files were looked at");
    }
    if (System.nanoTime() - deadlineNanos > 0) {
      return Optional.of("the search was ended after " + MAX_NANOS / 1_000_000_000 + " s");
    }
    return Optional.empty();
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
    LOG.log(System.Logger.Level.DEBUG, "Passed over while stages are listed", unreadable);
    return FileVisitResult.CONTINUE;
  }
}
