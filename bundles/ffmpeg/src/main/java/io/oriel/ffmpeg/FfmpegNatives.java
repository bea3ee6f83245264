package io.oriel.ffmpeg;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;

/**
 * The FFmpeg libraries of this class loader: which set is attached, where it was unpacked, and the
 * one call that loads it.
 *
 * <p>A native fragment brings a set. If the sets of both licences are attached, the GPL set is
 * loaded: it contains everything that the LGPL set contains, and whoever adds it wants x264. The
 * libraries are unpacked once into a folder of their own and found there again at the next start;
 * nothing is written to the user's home. Once loaded they stay until the JVM collects the class
 * loader.
 *
 * <p>They are not shared: another copy of this class, that of a second server or a host's own
 * FFmpeg, has other libraries, with log, licence and state of their own, and may come and go.
 *
 * <p>Thread-safe. {@link #load} takes tens to hundreds of milliseconds and must not be called from
 * a component's activation, a render, encode, send or event-loop thread.
 */
public final class FfmpegNatives {
  /** The licence of a set of libraries. */
  public enum Licence {
    /** With libx264 and libx265, GPL version 3 or later. */
    GPL("-gpl"),
    /** Without them, LGPL version 3 or later. */
    LGPL("");

    private final String suffix;

    Licence(String suffix) {
      this.suffix = suffix;
    }
  }

  private static final List<String> LIBRARIES =
      List.of(
          "libjnijavacpp.so",
          "libdrm.so.2",
          "libva.so.2",
          "libva-drm.so.2",
          "libavutil.so.60",
          "libswresample.so.6",
          "libavcodec.so.62",
          "libjniavutil.so",
          "libjniswresample.so",
          "libjniavcodec.so");

  /**
   * A constant text is the same object in every class loader, which is what is wanted: JavaCPP's
   * settings and the question what is loaded already belong to the process.
   */
  private static final String ONE_IN_THE_PROCESS = "io.oriel.ffmpeg: loading";

  private static FfmpegNatives loaded;

  private final Licence licence;
  private final LibraryFolder folder;

  private FfmpegNatives(Licence licence, LibraryFolder folder) {
    this.licence = licence;
    this.folder = folder;
  }

  /**
   * The set that {@link #load} would load, or empty if no fragment for this platform is attached.
   */
  public static Optional<Licence> attached() {
    for (Licence licence : Licence.values()) {
      if (resource(licence, "libavcodec.so.62") != null) {
        return Optional.of(licence);
      }
    }
    return Optional.empty();
  }

  /**
   * Unpacks the attached set below {@code cache} if it is not there yet, and loads libavutil and
   * libavcodec. Later calls return what the first one loaded, whatever folder they name.
   *
   * @param cache a writable folder whose file system permits execution; made if missing. Several
   *     processes, and several class loaders of one, may share it
   * @throws IOException if no set is attached, or it cannot be unpacked
   * @throws UnsatisfiedLinkError if a library cannot be loaded from there
   */
  public static synchronized FfmpegNatives load(Path cache) throws IOException {
    if (loaded == null) {
      Licence licence =
          attached()
              .orElseThrow(() ->
                  new IOException(
                      "no FFmpeg libraries for "
                          + Loader.getPlatform()
                          + " are attached to io.oriel.ffmpeg"));
      String set = "ffmpeg-" + version() + "-" + Loader.getPlatform() + licence.suffix;
      synchronized (ONE_IN_THE_PROCESS) {
        LibraryFolder folder = LibraryFolder.choose(cache, set, libraries(licence));
        link(folder.path());
        FfmpegLog.install();
        loaded = new FfmpegNatives(licence, folder);
      }
    }
    return loaded;
  }

  /** The licence of the loaded set. */
  public Licence licence() {
    return licence;
  }

  /** The folder that the libraries were loaded from. */
  public Path folder() {
    return folder.path();
  }

  /** Whether loading had to unpack a library; false where an earlier start had done it. */
  public boolean unpacked() {
    return folder.unpacked();
  }

  private static Map<String, URL> libraries(Licence licence) throws IOException {
    Map<String, URL> libraries = new LinkedHashMap<>();
    for (String library : LIBRARIES) {
      URL source = resource(licence, library);
      if (source == null) {
        throw new IOException("the attached FFmpeg libraries lack " + library);
      }
      libraries.put(library, source);
    }
    return libraries;
  }

  /**
   * JavaCPP takes most of its settings from system properties at class initialisation. They are set
   * for just that long, because a host may run a JavaCPP of its own; a value that is set already
   * stays.
   */
  private static void link(Path folder) throws IOException {
    Properties platform = Loader.loadProperties();
    platform.setProperty("platform.preloadpath", folder.toString());
    platform.setProperty("platform.linkpath", folder.toString());
    try (TemporaryProperties temporary = new TemporaryProperties()) {
      temporary.set("org.bytedeco.javacpp.cachedir", folder.resolve("javacpp").toString());
      // Native objects are freed by hand: no collector thread, and no limit derived from -Xmx that
      // a large
      // process exceeds without having done anything wrong.
      temporary.set("org.bytedeco.javacpp.noPointerGC", "true");
      temporary.set("org.bytedeco.javacpp.maxBytes", "0");
      temporary.set("org.bytedeco.javacpp.maxPhysicalBytes", "0");
      Loader.getCacheDir();
      Loader.load(Pointer.class);
      Loader.load(avcodec.class);
    }
  }

  private static URL resource(Licence licence, String library) {
    String set =
        library.equals("libjnijavacpp.so")
            ? "javacpp/" + Loader.getPlatform()
            : "ffmpeg/" + Loader.getPlatform() + licence.suffix;
    return FfmpegNatives.class.getResource("/native/org/bytedeco/" + set + "/" + library);
  }

  private static String version() throws IOException {
    Properties properties = new Properties();
    try (InputStream in = FfmpegNatives.class.getResourceAsStream("natives.properties")) {
      properties.load(in);
    }
    return properties.getProperty("version");
  }
}
