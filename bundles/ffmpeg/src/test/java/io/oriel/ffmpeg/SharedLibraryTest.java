package io.oriel.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
  void aNameFurtherThanAnyFileReachesIsRefused() throws IOException {
    byte[] damaged = Files.readAllBytes(library);
    ByteBuffer bytes = ByteBuffer.wrap(damaged).order(ByteOrder.LITTLE_ENDIAN);
    Section dynamic = dynamic(bytes);
    assertThat(bytes.getLong(dynamic.offset())).as("a needed library comes first").isOne();
    bytes.putLong(dynamic.offset() + 8, Long.MAX_VALUE);
    Files.write(library, damaged);
    assertThatThrownBy(() -> SharedLibrary.rename(library, NEW_NAMES))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no shared library");
  }

  @Test
  void damagedOnesAreRefusedOrRenamedButNothingElseHappens() throws IOException {
    byte[] original = Files.readAllBytes(library);
    Section dynamic = dynamic(ByteBuffer.wrap(original).order(ByteOrder.LITTLE_ENDIAN));
    List<Section> damage = List.of(new Section(0, 0x40), new Section(0, 0x400), dynamic);
    Random random = new Random(20261122);
    for (int round = 0; round < 2000; round++) {
      byte[] damaged = original.clone();
      for (int change = 0; change <= random.nextInt(8); change++) {
        Section section = damage.get(random.nextInt(damage.size()));
        damaged[section.offset() + random.nextInt(section.bytes())] = (byte) random.nextInt();
      }
      if (random.nextBoolean()) {
        int number = dynamic.offset() + Long.BYTES * random.nextInt(dynamic.bytes() / Long.BYTES);
        ByteBuffer.wrap(damaged)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(number, random.nextBoolean() ? random.nextLong() : Long.MAX_VALUE);
      }
      Files.write(library, damaged);
      try {
        SharedLibrary.rename(library, NEW_NAMES);
      } catch (IOException e) {
        assertThat(e).hasMessageMatching("(?s).+");
      }
    }
  }

  private record Section(int offset, int bytes) {}

  /** By the program headers of the ELF format, as in the class that is tested. */
  private static Section dynamic(ByteBuffer library) {
    for (int at = (int) library.getLong(0x20); ; at += library.getShort(0x36)) {
      if (library.getInt(at) == 2) {
        return new Section((int) library.getLong(at + 8), (int) library.getLong(at + 32));
      }
    }
  }
}
