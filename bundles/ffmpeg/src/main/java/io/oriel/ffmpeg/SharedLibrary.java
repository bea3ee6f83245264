package io.oriel.ffmpeg;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The names by which a shared library on disk knows itself and those that it needs. The dynamic
 * linker takes a needed library from those of the process if one has that name, wherever it came
 * from; so only libraries with names of their own are kept apart. ELF for 64 bits, little-endian;
 * System V ABI, chapters 4 (ELF header) and 5 (program header, dynamic section).
 */
final class SharedLibrary {
  private static final int MAGIC = 0x464c457f; // "\x7fELF"
  private static final int CLASS_64_LITTLE = 0x0102;
  private static final int LOAD = 1;
  private static final int DYNAMIC = 2;
  private static final long NEEDED = 1;
  private static final long STRING_TABLE = 5;
  private static final long OWN_NAME = 14;
  private static final int DYNAMIC_ENTRY_BYTES = 16;

  private static final ValueLayout.OfShort U16 = ValueLayout.JAVA_SHORT_UNALIGNED;
  private static final ValueLayout.OfInt U32 = ValueLayout.JAVA_INT_UNALIGNED;
  private static final ValueLayout.OfLong U64 = ValueLayout.JAVA_LONG_UNALIGNED;

  private record ProgramHeader(int type, long offset, long address, long fileBytes) {}

  private record Entry(long tag, long value) {}

  private final MemorySegment file;
  private final List<ProgramHeader> headers;
  private final List<Entry> entries;

  private SharedLibrary(MemorySegment file) throws IOException {
    this.file = file;
    if (file.get(U32, 0) != MAGIC || file.get(U16, 4) != CLASS_64_LITTLE) {
      throw new IOException("not an ELF file of 64 bits");
    }
    headers = headers();
    entries = entries(header(DYNAMIC));
  }

  /**
   * Gives it and those that it needs their new names, in the file; others keep theirs.
   *
   * @param newNames the new name by the old one, both ASCII and of one length
   * @throws IOException if it is no such library, or cannot be read or written
   */
  static void rename(Path library, Map<String, String> newNames) throws IOException {
    try (Arena arena = Arena.ofConfined();
        FileChannel channel =
            FileChannel.open(library, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      new SharedLibrary(channel.map(FileChannel.MapMode.READ_WRITE, 0, channel.size(), arena))
          .rename(newNames);
    } catch (IndexOutOfBoundsException | ArithmeticException e) {
      throw new IOException(library + " is no shared library: " + e.getMessage(), e);
    }
  }

  private void rename(Map<String, String> newNames) throws IOException {
    long strings = offset(value(STRING_TABLE));
    for (Entry entry : entries) {
      if (entry.tag == NEEDED || entry.tag == OWN_NAME) {
        long at = Math.addExact(strings, entry.value);
        for (Map.Entry<String, String> name : newNames.entrySet()) {
          if (holds(at, name.getKey())) {
            file.setString(at, name.getValue(), StandardCharsets.US_ASCII);
          }
        }
      }
    }
  }

  private boolean holds(long at, String name) {
    MemorySegment bytes = MemorySegment.ofArray((name + '\0').getBytes(StandardCharsets.US_ASCII));
    return at <= file.byteSize() - bytes.byteSize()
        && file.asSlice(at, bytes.byteSize()).mismatch(bytes) < 0;
  }

  private List<ProgramHeader> headers() {
    long table = file.get(U64, 0x20);
    int bytes = Short.toUnsignedInt(file.get(U16, 0x36));
    int count = Short.toUnsignedInt(file.get(U16, 0x38));
    List<ProgramHeader> found = new ArrayList<>();
    for (long at = table; found.size() < count; at += bytes) {
      found.add(
          new ProgramHeader(
              file.get(U32, at),
              file.get(U64, at + 8),
              file.get(U64, at + 16),
              file.get(U64, at + 32)));
    }
    return found;
  }

  private List<Entry> entries(ProgramHeader dynamic) {
    List<Entry> found = new ArrayList<>();
    MemorySegment section = file.asSlice(dynamic.offset, dynamic.fileBytes);
    for (long at = 0; at < section.byteSize(); at += DYNAMIC_ENTRY_BYTES) {
      found.add(new Entry(section.get(U64, at), section.get(U64, at + 8)));
    }
    return found;
  }

  private ProgramHeader header(int type) throws IOException {
    return headers.stream()
        .filter(header -> header.type == type)
        .findFirst()
        .orElseThrow(() -> new IOException("no program header of type " + type));
  }

  private long value(long tag) throws IOException {
    return entries.stream()
        .filter(entry -> entry.tag == tag)
        .findFirst()
        .orElseThrow(() -> new IOException("no dynamic entry " + tag))
        .value;
  }

  /** Where in the file that lies which is at this address once it is loaded. */
  private long offset(long address) throws IOException {
    for (ProgramHeader header : headers) {
      if (header.type == LOAD
          && address >= header.address
          && address - header.address < header.fileBytes) {
        return address - header.address + header.offset;
      }
    }
    throw new IOException("nothing is loaded at " + address);
  }
}
