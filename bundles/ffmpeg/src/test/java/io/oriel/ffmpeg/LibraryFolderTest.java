package io.oriel.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a library of the JDK, which is mapped and never loaded. */
class LibraryFolderTest {
  private static final Path LIBRARY = Path.of(System.getProperty("java.home"), "lib/libnio.so");

  @TempDir Path folder;

  @Test
  void oneThatTheProcessHasLoadedIsNotChosenAgain() throws IOException {
    LibraryFolder first = choose();
    assertThat(first.unpacked()).isTrue();
    assertThat(choose()).isEqualTo(new LibraryFolder(first.path(), false));
    try (Arena arena = Arena.ofConfined()) {
      map(first.path().resolve("libnio.so"), arena);
      assertThat(choose().path()).isNotEqualTo(first.path());
    }
  }

  @Test
  void aMappedFileWhoseNameIsNotUtf8DisturbsNothing() throws Exception {
    Path named = Files.createDirectory(folder.resolve("named"));
    String make = "echo content > \"$(printf 'caf\\351')\"";
    new ProcessBuilder("sh", "-c", make).directory(named.toFile()).start().waitFor();
    try (Arena arena = Arena.ofConfined();
        Stream<Path> files = Files.list(named)) {
      map(files.findFirst().orElseThrow(), arena);
      LibraryFolder first = choose();
      assertThat(choose()).isEqualTo(new LibraryFolder(first.path(), false));
    }
  }

  @Test
  void removingWhatAnotherProcessHasRemovedIsHarmless() throws IOException {
    Path gone = choose().path();
    LibraryFolder.delete(gone);
    assertThat(gone).doesNotExist();
    assertThatNoException().isThrownBy(() -> LibraryFolder.delete(gone));
  }

  private LibraryFolder choose() throws IOException {
    Map<String, URL> libraries = Map.of("libnio.so", LIBRARY.toUri().toURL());
    return LibraryFolder.choose(folder.resolve("cache"), "set-1", libraries);
  }

  private static void map(Path file, Arena arena) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
    }
  }
}
