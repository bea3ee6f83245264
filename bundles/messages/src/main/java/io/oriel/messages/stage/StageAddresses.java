package io.oriel.messages.stage;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which stages viewers may open, and how they call them. To viewers a stage has a <i>url</i>: its
 * path relative to the root that holds it, or an http(s) location. The server has a
 * <i>location</i>: an absolute path or the same http(s) location. No folder of the server is ever
 * told. Immutable; looks at the disk.
 *
 * @param roots folders that stages lie in; absolute and normalized
 * @param schemes those allowed beside files, in small letters
 */
record StageAddresses(List<Path> roots, Set<String> schemes) {
  private static final List<String> EXTENSIONS = List.of(".usd", ".usda", ".usdc", ".usdz");
  private static final int MAX_LETTERS = 4096;

  /** Letters of an url in an error. */
  private static final int MOST_QUOTED = 200;

  /** Letters of an error. */
  private static final int MOST_TOLD = 2000;

  /** Two letters at least: one is a drive. */
  private static final Pattern SCHEME =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):.*", Pattern.DOTALL);

  /** An absolute path to a file with an extension, as it stands in an error text. */
  private static final Pattern FILE_IN_TEXT =
      Pattern.compile(
          "(?<![\\w<./])(?:file:(?://)?)?/(?:[^\\s:;,'\"<>@()/]+/)+"
              + "([^\\s:;,'\"<>@()/]+\\.[A-Za-z0-9]+)");

  StageAddresses {
    roots = List.copyOf(roots);
    schemes = Set.copyOf(schemes);
  }

  /**
   * The location of what a viewer calls so.
   *
   * @throws OrielException {@link ErrorCode#MALFORMED}, {@link ErrorCode#STAGE_FORBIDDEN} saying
   *     what is allowed, {@link ErrorCode#STAGE_NOT_FOUND} or {@link ErrorCode#STAGE_INVALID}
   */
  String location(String url) throws OrielException {
    checkForm(url);
    Matcher scheme = SCHEME.matcher(url);
    if (!scheme.matches()) {
      return file(url, spellings(url)).toString();
    }
    String name = scheme.group(1).toLowerCase(Locale.ROOT);
    if (name.equals("file")) {
      return file(url, List.of(pathOfUri(url))).toString();
    }
    if (!schemes.contains(name)) {
      throw forbidden(url);
    }
    return remote(url);
  }

  private static void checkForm(String url) throws OrielException {
    if (url == null || url.isBlank()) {
      throw Required.malformed("url is missing");
    }
    if (url.length() > MAX_LETTERS) {
      throw Required.malformed("url has more than " + MAX_LETTERS + " letters");
    }
    if (url.chars().anyMatch(Character::isISOControl)) {
      throw Required.malformed("url has control characters");
    }
  }

  /** As it is written and, if it is percent-encoded, decoded. */
  private static List<String> spellings(String url) {
    if (url.indexOf('%') < 0) {
      return List.of(url);
    }
    try {
      return List.of(url, URLDecoder.decode(url.replace("+", "%2B"), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException notEncoded) {
      return List.of(url);
    }
  }

  private String pathOfUri(String url) throws OrielException {
    URI uri = uri(url);
    if (uri.getPath() == null || uri.getQuery() != null || uri.getFragment() != null) {
      throw Required.malformed("url is no path to a file: " + quoted(url));
    }
    if (uri.getHost() != null && !uri.getHost().equalsIgnoreCase("localhost")) {
      throw forbidden(url);
    }
    return uri.getPath();
  }

  private static URI uri(String url) throws OrielException {
    try {
      return new URI(url).normalize();
    } catch (URISyntaxException e) {
      throw Required.malformed("url is no URI: " + quoted(url) + ": " + e.getReason());
    }
  }

  /** The first of the files that it may mean. */
  private Path file(String url, List<String> spellings) throws OrielException {
    boolean outside = false;
    for (String spelling : spellings) {
      List<Path> candidates = candidates(path(spelling));
      outside |= candidates.isEmpty();
      for (Path candidate : candidates) {
        // A link that leads out is no file here, whether there is something at its end or not.
        if (Files.isRegularFile(candidate) && isInside(candidate)) {
          return stageFile(candidate, url);
        }
      }
    }
    if (outside) {
      throw forbidden(url);
    }
    throw new OrielException(
        ErrorCode.STAGE_NOT_FOUND, quoted(url) + ": no such file below the stage roots");
  }

  private static Path path(String text) throws OrielException {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw Required.malformed("url is no path: " + e.getReason());
    }
  }

  /** Where it may lie, the best first; none if it is outside. Does not look at the file. */
  private List<Path> candidates(Path path) {
    Path normal = path.normalize();
    if (normal.isAbsolute()) {
      boolean below = Stream.concat(roots.stream(), realRoots()).anyMatch(normal::startsWith);
      return below ? List.of(normal) : List.of();
    }
    if (normal.startsWith("..")) {
      return List.of();
    }
    List<Path> found = new ArrayList<>();
    roots.forEach(root -> found.add(root.resolve(normal)));
    // A root's own name in front tells files of the same name apart.
    roots.stream()
        .filter(root -> normal.getName(0).equals(root.getFileName()))
        .forEach(root -> found.add(root.resolveSibling(normal)));
    return found;
  }

  private Stream<Path> realRoots() {
    return roots.stream().map(StageAddresses::real).flatMap(Optional::stream);
  }

  private static Optional<Path> real(Path file) {
    try {
      return Optional.of(file.toRealPath());
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  /** True if it lies below a root when all links are resolved. */
  private boolean isInside(Path file) {
    return real(file).filter(path -> realRoots().anyMatch(path::startsWith)).isPresent();
  }

  private static Path stageFile(Path file, String url) throws OrielException {
    if (!isStage(file.getFileName().toString())) {
      throw notStage(url);
    }
    return file;
  }

  /** True for the name of a USD file. */
  static boolean isStage(String name) {
    String small = name.toLowerCase(Locale.ROOT);
    return EXTENSIONS.stream().anyMatch(small::endsWith);
  }

  private static String remote(String url) throws OrielException {
    URI uri = uri(url);
    if (uri.getHost() == null || uri.getRawUserInfo() != null) {
      throw Required.malformed(
          "url must have a host and no user: " + uri.getScheme() + "://host/file.usd");
    }
    if (!isStage(uri.getPath())) {
      throw notStage(strippedUrl(uri));
    }
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return strippedUrl(uri) + query;
  }

  /** Without user, query and fragment. */
  private static String strippedUrl(URI uri) {
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    return (uri.getScheme() + "://" + uri.getHost()).toLowerCase(Locale.ROOT) + port + path;
  }

  /** What viewers call the stage at a location. */
  String url(String location) {
    if (location.isEmpty()) {
      return "";
    }
    try {
      if (isRemote(location)) {
        return strippedUrl(new URI(location).normalize());
      }
      return fileUrl(filePath(location));
    } catch (URISyntaxException | IllegalArgumentException odd) {
      return location.substring(location.lastIndexOf('/') + 1);
    }
  }

  private String fileUrl(Path file) {
    Path real = real(file).orElse(file);
    for (Path root : roots) {
      Path holder = file.startsWith(root) ? root : real(root).orElse(root);
      Path below = file.startsWith(holder) ? file : real;
      if (below.startsWith(holder)) {
        String relative = slashed(holder.relativize(below));
        return means(relative, file) ? relative : slashed(root.getFileName()) + "/" + relative;
      }
    }
    return slashed(file.getFileName());
  }

  private boolean means(String url, Path file) {
    try {
      return same(location(url), file.toString());
    } catch (OrielException gone) {
      return true;
    }
  }

  /** A relative path as it stands in a url. */
  static String slashed(Path path) {
    return path == null ? "" : path.toString().replace(path.getFileSystem().getSeparator(), "/");
  }

  /** True if two locations mean the same stage. */
  static boolean same(String one, String other) {
    if (one.equals(other)) {
      return true;
    }
    if (one.isEmpty() || other.isEmpty() || isRemote(one) || isRemote(other)) {
      return false;
    }
    try {
      return Files.isSameFile(filePath(one), filePath(other));
    } catch (IOException | IllegalArgumentException gone) {
      return false;
    }
  }

  /** True for a location of another scheme than {@code file}. */
  static boolean isRemote(String location) {
    return SCHEME.matcher(location).matches() && !location.startsWith("file:");
  }

  /**
   * @throws IllegalArgumentException if it is none
   */
  static Path filePath(String location) {
    Path path = location.startsWith("file:") ? Path.of(URI.create(location)) : Path.of(location);
    return path.toAbsolutePath().normalize();
  }

  /** A text for viewers: the same without folders of the server. */
  String told(String text) {
    // Viewers write parts of it, and the pattern takes the square of its length.
    String hidden = shortened(text, MOST_TOLD);
    for (Path root : Stream.concat(roots.stream(), realRoots()).distinct().toList()) {
      hidden = hidden.replace(root + root.getFileSystem().getSeparator(), "");
    }
    return FILE_IN_TEXT.matcher(hidden).replaceAll("$1");
  }

  /** A problem for viewers: the same without folders of the server. */
  Problem told(Problem problem) {
    return new Problem(problem.code(), told(problem.detail()));
  }

  private OrielException forbidden(String url) {
    String others =
        schemes.isEmpty()
            ? ""
            : " and locations that begin with "
                + String.join(" or ", schemes.stream().sorted().toList());
    return new OrielException(
        ErrorCode.STAGE_FORBIDDEN,
        quoted(url)
            + ": viewers may open files below the stage roots, by their path from there"
            + others);
  }

  private static OrielException notStage(String url) {
    return new OrielException(
        ErrorCode.STAGE_INVALID,
        quoted(url) + ": a stage ends in " + String.join(", ", EXTENSIONS));
  }

  private static String quoted(String url) {
    return shortened(url, MOST_QUOTED);
  }

  private static String shortened(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most) + "…";
  }
}
