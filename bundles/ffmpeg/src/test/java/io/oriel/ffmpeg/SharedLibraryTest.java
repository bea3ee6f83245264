package io.oriel.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a library of the JDK, which has a name of its own and needs others. */
class SharedLibraryTest {
  private static final Path ORIGINAL = Path.of(System.getProperty("java.home"), "lib/libnio.so");
  private static final Map<String, String> NEW_NAMES =
      Map.of("libnio.so", "abcniodef", "libjava.so", "abcjavadef", "libother.so", "abcotherdef");

  @TempDir Path folder;
  private Path library;

  @BeforeEach
  void copy() throws IOException {
    library = Files.copy(ORIGINAL, folder.resolve("libnio.so"));
  }

  @Test
  void itsOwnNameAndTheNeededOnesAreChangedAndNothingElse() throws IOException {
    String before = Files.readString(library, StandardCharsets.ISO_8859_1);
    assertThat(before).contains("\0libnio.so\0", "\0libjava.so\0", "\0libc.so.6\0");

    SharedLibrary.rename(library, NEW_NAMES);

    assertThat(Files.readString(library, StandardCharsets.ISO_8859_1))
        .isEqualTo(
            before
                .replace("\0libnio.so\0", "\0abcniodef\0")
                .replace("\0libjava.so\0", "\0abcjavadef\0"));
  }

  @Test
  void whatIsNoSharedLibraryIsRefused() throws IOException {
    for (String content : new String[] {"", "\u007fELF", "#!/bin/sh\nexit 0\n"}) {
      Files.writeString(library, content);
      assertThatThrownBy(() -> SharedLibrary.rename(library, NEW_NAMES))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void damagedOnesAreRefusedOrRenamedButNothingElseHappens() throws IOException {
    byte[] original = Files.readAllBytes(library);
    Random random = new Random(20261122);
    for (int round = 0; round < 2000; round++) {
      byte[] damaged = original.clone();
      for (int change = 0; change <= random.nextInt(8); change++) {
        damaged[random.nextInt(random.nextBoolean() ? 0x40 : 0x400)] = (byte) random.nextInt();
      }
      Files.write(library, damaged);
      try {
        SharedLibrary.rename(library, NEW_NAMES);
      } catch (IOException e) {
        assertThat(e).hasMessageMatching("(?s).+");
      }
    }
  }
}
