package io.oriel.encoder.ffmpeg;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A process with several servers that come and go; prints what each says. */
final class SeveralServers {
  private SeveralServers() {}

  /**
   * @param arguments two folders: one that the first two servers share, and that of the third
   */
  public static void main(String[] arguments) throws Exception {
    UnaryOperator<String> first = start(arguments[0], true);
    say("first", first, "encode", "refuse", "x264");
    withOneThatGoes(arguments[0], true, "second");
    withOneThatGoes(arguments[1], false, "third");
    say("first", first, "encode", "refuse", "x264");
  }

  private static void withOneThatGoes(String cache, boolean gpl, String name) throws Exception {
    UnaryOperator<String> server = start(cache, gpl);
    say(name, server, "encode", "refuse", "x264");
    String libraries = server.apply("folder");
    WeakReference<ClassLoader> classes = new WeakReference<>(server.getClass().getClassLoader());
    server = null;
    await(name + " goes")
        .atMost(Duration.ofSeconds(60))
        .until(() -> {
          System.gc();
          return classes.get() == null && !loaded(libraries);
        });
    System.out.println(name + " is gone");
  }

  private static void say(String name, UnaryOperator<String> server, String... questions) {
    for (String question : questions) {
      System.out.println(name + " " + question + ": " + server.apply(question));
    }
  }

  private static UnaryOperator<String> start(String cache, boolean gpl) throws Exception {
    ClassLoader classes = new URLClassLoader(classPath(gpl), ClassLoader.getPlatformClassLoader());
    @SuppressWarnings("unchecked")
    UnaryOperator<String> server =
        (UnaryOperator<String>)
            classes
                .loadClass(ServerEncoder.class.getName())
                .getConstructor(String.class)
                .newInstance(cache);
    return server;
  }

  private static URL[] classPath(boolean gpl) throws MalformedURLException {
    List<URL> entries = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (gpl || !entry.contains("ffmpeg-linux-x86_64-gpl") && !entry.contains("x86_64-gpl-")) {
        entries.add(Path.of(entry).toUri().toURL());
      }
    }
    return entries.toArray(URL[]::new);
  }

  private static boolean loaded(String folder) throws Exception {
    return Files.readString(Path.of("/proc/self/maps")).contains(folder);
  }
}
