package io.oriel.stage.usd;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Which files may be opened: local ones, below the allowed roots if there are any. */
final class StageLocations {
  private static final System.Logger LOG = System.getLogger(StageLocations.class.getName());
  private static final Pattern SCHEME =
      Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*", Pattern.DOTALL);
  private static final int MAX_LETTERS = 4096;

  private final List<Path> roots;

  /**
   * @param roots absolute and normalized; empty for no restriction
   */
  StageLocations(List<Path> roots) {
    this.roots = roots;
  }

  /**
   * The real file of a location.
   *
   * @param location a path or a {@code file:} URI
   */
  Path resolve(String location) throws OrielException {
    Path file = path(location);
    // Before a look at the disk: who may not open a file does not learn whether it exists.
    if (!roots.isEmpty() && roots.stream().noneMatch(file::startsWith)) {
      throw outside(location);
    }
    if (!Files.exists(file) || leadsOut(file)) {
      throw new OrielException(ErrorCode.STAGE_NOT_FOUND, file + ": no such file");
    }
    if (Files.isDirectory(file)) {
      throw new OrielException(ErrorCode.STAGE_INVALID, file + ": is a folder, not a stage");
    }
    if (!Files.isRegularFile(file)) {
      throw new OrielException(ErrorCode.STAGE_INVALID, file + ": is not a regular file");
    }
    if (!Files.isReadable(file)) {
      throw new OrielException(ErrorCode.STAGE_NOT_FOUND, file + ": may not be read");
    }
    return file;
  }

  /** True if a link leads out of the roots; only the log says so, not who asked. */
  private boolean leadsOut(Path file) throws OrielException {
    boolean out = !roots.isEmpty() && realRoots().stream().noneMatch(real(file)::startsWith);
    if (out) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0} is a link out of the allowed roots (allowedRoots) and not opened",
          file);
    }
    return out;
  }

  /** The roots with all links resolved, as the worker compares them. */
  List<Path> realRoots() {
    List<Path> real = new ArrayList<>();
    for (Path root : roots) {
      try {
        real.add(root.toRealPath());
      } catch (IOException missing) {
        real.add(root);
      }
    }
    return real;
  }

  private static Path path(String location) throws OrielException {
    if (location.length() > MAX_LETTERS) {
      throw new OrielException(
          ErrorCode.STAGE_NOT_FOUND, "a location of " + location.length() + " letters");
    }
    try {
      Path path =
          location.startsWith("file:") ? Path.of(URI.create(location)) : Path.of(local(location));
      return path.toAbsolutePath().normalize();
    } catch (IllegalArgumentException | FileSystemNotFoundException bad) {
      throw new OrielException(ErrorCode.STAGE_NOT_FOUND, location + ": " + bad.getMessage(), bad);
    }
  }

  private static String local(String location) throws OrielException {
    if (SCHEME.matcher(location).matches()) {
      // Without the rest: it may be a secret.
      throw new OrielException(
          ErrorCode.STAGE_FORBIDDEN,
          location.substring(0, location.indexOf(':') + 1)
              + " is no scheme of a stage: only files, http and https are opened");
    }
    return location;
  }

  private static Path real(Path file) throws OrielException {
    try {
      return file.toRealPath();
    } catch (IOException gone) {
      throw new OrielException(ErrorCode.STAGE_NOT_FOUND, file + ": no such file", gone);
    }
  }

  private static OrielException outside(String location) {
    return new OrielException(
        ErrorCode.STAGE_FORBIDDEN, location + ": not below an allowed root (allowedRoots)");
  }
}
