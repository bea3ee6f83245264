package io.oriel.stage.usd;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.stage.LoadMonitor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Stages on web servers: each is fetched when it is opened and kept in a folder of its own. The
 * next time the server is only asked whether it has changed. Any thread; blocks.
 */
final class RemoteStages {
  private static final System.Logger LOG = System.getLogger(RemoteStages.class.getName());
  private static final Pattern LOCATION =
      Pattern.compile("https?:.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /** Longer names are not for every file system. */
  private static final int MAX_NAME = 100;

  /** Stages that stay when others were used after them. */
  static final int KEPT = 16;

  /** The name of a stage's folder. */
  private static final Pattern ENTRY = Pattern.compile("[0-9a-f]{64}");

  private final CounterSet<UsdCounter> counters;

  /** Entries that are being fetched, and by how many. Guarded by this. */
  private final Map<Path, Integer> busy = new HashMap<>();

  private volatile Downloads settings;

  RemoteStages(Downloads settings, CounterSet<UsdCounter> counters) {
    this.settings = settings;
    this.counters = counters;
  }

  /** From the next fetch on. */
  void configure(Downloads next) {
    settings = next;
  }

  /** True for a location that is fetched. */
  static boolean isRemote(String location) {
    return LOCATION.matcher(location).matches();
  }

  /** What errors call a location: without what may be a secret. */
  static String name(String location) throws OrielException {
    return name(uri(location));
  }

  static String name(URI uri) {
    return uri.getScheme() + "://" + uri.getAuthority() + uri.getPath();
  }

  /**
   * The local copy of a stage, as the server has it now; alone in its folder.
   *
   * @param limit time that it may take
   */
  Path fetch(String location, Duration limit, LoadMonitor monitor) throws OrielException {
    URI uri = uri(location);
    Downloads now = settings;
    Path entry = now.folder().resolve(hash(location));
    counters.increment(UsdCounter.DOWNLOADS);
    try {
      begin(entry);
      try {
        Path file = entry.resolve(fileName(uri));
        download(uri, file, now.maxBytes(), limit, monitor);
        Files.setLastModifiedTime(entry, FileTime.from(Instant.now()));
        return file.toRealPath();
      } finally {
        end(entry);
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "Stages cannot be kept in {0}: {1}", now.folder(), e);
      throw new OrielException(
          ErrorCode.STAGE_READER_UNAVAILABLE,
          name(uri)
              + ": it cannot be kept; the folder for stages from web servers (downloadFolder) must"
              + " be writable and have room, see the log",
          e);
    }
  }

  private synchronized void begin(Path entry) throws IOException {
    Files.createDirectories(entry);
    busy.merge(entry, 1, Integer::sum);
  }

  /** Leaves nothing of a fetch that failed; what a fetch uses is not removed. */
  private synchronized void end(Path entry) {
    busy.computeIfPresent(entry, (path, fetches) -> fetches == 1 ? null : fetches - 1);
    try {
      if (!busy.containsKey(entry) && isEmpty(entry)) {
        Files.delete(entry);
      }
      prune(entry.getParent());
    } catch (IOException | UncheckedIOException e) {
      // They take room, which is no reason not to open a stage.
      LOG.log(System.Logger.Level.WARNING, "Old remote stages cannot be removed", e);
    }
  }

  private void download(URI uri, Path file, long maxBytes, Duration limit, LoadMonitor monitor)
      throws IOException, OrielException {
    Validators known = Files.exists(file) ? Validators.of(file) : Validators.NONE;
    Path part = Files.createTempFile(file.getParent(), "download", ".part");
    try {
      Optional<Validators> fresh =
          new Download(uri, known, part, maxBytes, limit, monitor).perform();
      if (fresh.isPresent()) {
        counters.add(UsdCounter.DOWNLOADED_BYTES, Files.size(part));
        replace(file, part, fresh.get());
      } else {
        counters.increment(UsdCounter.DOWNLOADS_UNCHANGED);
      }
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** At no time are the validators those of another content. */
  private synchronized void replace(Path file, Path part, Validators validators)
      throws IOException {
    Validators.NONE.store(file);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    validators.store(file);
  }

  private static URI uri(String location) throws OrielException {
    try {
      URI uri = new URI(location).normalize();
      if (uri.getHost() == null || uri.getRawUserInfo() != null) {
        throw new OrielException(
            ErrorCode.STAGE_FORBIDDEN, "a remote stage needs a host and may name no user");
      }
      return uri;
    } catch (URISyntaxException e) {
      throw new OrielException(ErrorCode.STAGE_NOT_FOUND, "no URI: " + e.getReason(), e);
    }
  }

  private static String hash(String location) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(location.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The server's name of the file, for errors and because OpenUSD goes by the extension. */
  private static String fileName(URI uri) {
    String path = uri.getPath();
    String name = path.substring(path.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9._-]", "_");
    return name.startsWith(".") || name.isEmpty()
        ? "stage" + name
        : name.substring(Math.max(0, name.length() - MAX_NAME));
  }

  /** Removes what was used longest ago; nothing that somebody else has put there. */
  private void prune(Path folder) throws IOException {
    List<Path> entries;
    try (Stream<Path> all = Files.list(folder)) {
      entries =
          all.filter(entry -> ENTRY.matcher(entry.getFileName().toString()).matches())
              .filter(entry -> !busy.containsKey(entry))
              .sorted(Comparator.comparing(RemoteStages::used).reversed())
              .toList();
    }
    for (Path old : entries.stream().skip(KEPT).toList()) {
      LOG.log(System.Logger.Level.DEBUG, "Removing the remote stage in {0}", old);
      try (Stream<Path> files = Files.walk(old)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }

  private static FileTime used(Path entry) {
    try {
      return Files.getLastModifiedTime(entry);
    } catch (IOException gone) {
      return FileTime.fromMillis(0);
    }
  }
}
