package io.oriel.deploy;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipException;

/**
 * The watched folder: a jar in it is installed, a changed one is installed beside the former, one
 * that is gone is removed. It is looked at again and again, because the system's own watching knows
 * neither network folders nor when a copy is complete. Used by the thread of deployment.
 */
final class Folder {
  /** After that a file that still cannot be read is not being copied any more. */
  private static final Duration COPY_LIMIT = Duration.ofSeconds(5);

  private static final System.Logger LOG = System.getLogger(Folder.class.getName());

  /** What is done about the files. */
  interface Actions {
    /** A jar is there, and has not changed for a while; returns the name of its bundle. */
    String install(Path file) throws OrielException, InterruptedException;

    /** A jar is not there any more. */
    void removed(Path file) throws InterruptedException;

    /** The files whose bundles are installed. */
    Set<Path> installed();

    /** The names of bundles whose place what was installed has. */
    Set<String> taken();

    /** A jar cannot be installed; told once for each state of the file and each problem. */
    void refused(Path file, Problem problem);
  }

  /** What is known of a file. */
  private static final class Seen {
    final Stamp stamp;
    final long sinceNanos;
    boolean judged;

    /** Of the bundle in it, once that was installed. */
    String name = "";

    Optional<Problem> problem = Optional.empty();

    Seen(Stamp stamp, long sinceNanos) {
      this.stamp = stamp;
      this.sinceNanos = sinceNanos;
    }
  }

  private final Actions actions;
  private final Set<UserPrincipal> owners;
  private final Map<Path, Seen> files = new HashMap<>();
  private Optional<Path> watched = Optional.empty();
  private boolean unreadable;
  private boolean begun;

  /**
   * @param owners of a folder that is looked into
   */
  Folder(Actions actions, Set<UserPrincipal> owners) {
    this.actions = actions;
    this.owners = owners;
  }

  /**
   * Looks once.
   *
   * @param folder to watch; another one than before, or none, means that all files have gone
   * @param settle how long a file must have stood still
   * @param nowNanos the time
   */
  void look(Optional<Path> folder, Duration settle, long nowNanos) throws InterruptedException {
    if (!begun) {
      // They may have gone while nobody looked.
      actions.installed().forEach(file -> files.put(file, new Seen(Stamp.UNKNOWN, nowNanos)));
    }
    if (!begun || !folder.equals(watched)) {
      for (Path file : List.copyOf(files.keySet())) {
        if (!folder.equals(Optional.of(file.getParent()))) {
          forget(file);
        }
      }
      watched = folder;
      begun = true;
      folder.ifPresent(Folder::create);
    }
    if (folder.isPresent()) {
      Optional<Map<Path, Stamp>> present = list(folder.get());
      if (present.isPresent()) {
        compare(present.get(), settle, nowNanos);
      }
    }
  }

  private void compare(Map<Path, Stamp> present, Duration settle, long nowNanos)
      throws InterruptedException {
    for (Path file : List.copyOf(files.keySet())) {
      if (!present.containsKey(file)) {
        forget(file);
        comeForward(standingBack());
      }
    }
    present.forEach((file, stamp) -> {
      Seen seen = files.get(file);
      if (seen == null || !seen.stamp.equals(stamp)) {
        files.put(file, new Seen(stamp, nowNanos));
      }
    });
    List<Path> due =
        files.entrySet().stream()
            .filter(e -> !e.getValue().judged)
            .filter(e -> nowNanos - e.getValue().sinceNanos >= settle.toNanos())
            .sorted(Comparator.comparing(e -> e.getValue().stamp.modified()))
            .map(Map.Entry::getKey)
            .toList();
    for (Path file : due) {
      judge(file, files.get(file), settle, nowNanos);
    }
  }

  /** The files whose bundles are not there, because others took their place. */
  Set<Path> standingBack() {
    Set<Path> standing = new HashSet<>(files.keySet());
    standing.removeIf(file -> !files.get(file).judged || files.get(file).problem.isPresent());
    standing.removeAll(actions.installed());
    return standing;
  }

  /** Has those of these files installed again whose place nothing has any more. */
  void comeForward(Set<Path> standing) {
    Set<String> taken = actions.taken();
    standing.stream()
        .map(files::get)
        .filter(seen -> !taken.contains(seen.name))
        .forEach(seen -> seen.judged = false);
  }

  /** Other rules hold now: what was refused may be good. */
  void reconsider() {
    files.values().forEach(seen -> seen.judged &= seen.problem.isEmpty());
  }

  private void judge(Path file, Seen seen, Duration settle, long nowNanos)
      throws InterruptedException {
    try {
      seen.name = actions.install(file);
      seen.judged = true;
      seen.problem = Optional.empty();
      files.values().forEach(Folder::tryAgain);
    } catch (OrielException e) {
      long age = nowNanos - seen.sinceNanos;
      if (mayBeIncomplete(e) && age < settle.plus(COPY_LIMIT).toNanos()) {
        return;
      }
      refuse(file, seen, e.problem());
    } catch (RuntimeException | Error e) {
      // A defect, or the framework's: each look would run into it again.
      LOG.log(System.Logger.Level.ERROR, file + " could not be installed", e);
      refuse(file, seen, new Problem(ErrorCode.INTERNAL, file + ": " + Failure.reason(e)));
    }
  }

  private void refuse(Path file, Seen seen, Problem problem) {
    seen.judged = true;
    if (!seen.problem.equals(Optional.of(problem))) {
      seen.problem = Optional.of(problem);
      actions.refused(file, problem);
    }
  }

  /** What was missing may be there now. */
  private static void tryAgain(Seen seen) {
    seen.judged &= seen.problem.filter(p -> p.code() == ErrorCode.BUNDLE_UNRESOLVED).isEmpty();
  }

  private static boolean mayBeIncomplete(OrielException e) {
    return e.getCause() instanceof ZipException;
  }

  private void forget(Path file) throws InterruptedException {
    files.remove(file);
    actions.removed(file);
  }

  /** Empty when it cannot be told: a folder that is away for a moment has lost nothing. */
  private Optional<Map<Path, Stamp>> list(Path folder) {
    Map<Path, Stamp> present = new TreeMap<>();
    try (Stream<Path> entries = Files.list(folder)) {
      if (Exposed.is(folder)) {
        throw new IOException("everybody may write to it, which is not safe");
      }
      if (!owners.contains(Files.getOwner(folder))) {
        throw new IOException(
            "it belongs to "
                + Files.getOwner(folder)
                + ", who may be anybody: only folders of this process's user or of root are safe");
      }
      for (Path file : entries.filter(Folder::isJar).toList()) {
        stamp(file).ifPresent(stamp -> present.put(file, stamp));
      }
      unreadable = false;
      return Optional.of(present);
    } catch (IOException e) {
      if (!unreadable) {
        LOG.log(System.Logger.Level.WARNING, "the folder {0} is not looked into: {1}", folder, e);
      }
      unreadable = true;
      return Optional.empty();
    }
  }

  /** Empty for what is no file: also one that has just gone, or a link that leads nowhere. */
  private Optional<Stamp> stamp(Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return attributes.isRegularFile()
          ? Optional.of(Stamp.of(file, attributes))
          : Optional.empty();
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    } catch (IOException unknown) {
      return Optional.ofNullable(files.get(file)).map(seen -> seen.stamp);
    }
  }

  private static boolean isJar(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".jar") && !name.startsWith(".");
  }

  /** For its owner only: whoever writes there runs code in the server. */
  private static void create(Path folder) {
    try {
      if (!Files.exists(folder)) {
        Files.createDirectories(folder.toAbsolutePath().getParent());
        Files.createDirectory(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
    } catch (IOException | UnsupportedOperationException e) {
      LOG.log(System.Logger.Level.WARNING, "the folder {0} cannot be made: {1}", folder, e);
    }
  }
}
