package io.oriel.stage.usd;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Numbers of the protocol with the worker; the twin of {@code wire.py}. */
final class Wire {
  static final int MAGIC = 0x5355524F;
  static final int VERSION = 1;

  static final int HELLO = 1;
  static final int PROGRESS = 2;
  static final int STAGE = 3;
  static final int PRIMS = 4;
  static final int NODE = 5;
  static final int TRACK = 6;
  static final int GEOMETRY = 7;
  static final int DEFORMATION = 8;
  static final int DRAWS = 9;
  static final int CAMERA = 10;
  static final int WARNING = 11;
  static final int DONE = 12;
  static final int ERROR = 13;

  static final int ERROR_IMPORT = 1;
  static final int ERROR_INVALID = 2;
  static final int ERROR_MISSING = 3;
  static final int ERROR_FORBIDDEN = 4;
  static final int ERROR_TOO_LARGE = 5;
  static final int ERROR_MEMORY = 6;

  static final int MAX_FRAME_BYTES = 1 << 29;
  static final int MAX_STRING_BYTES = 1 << 16;

  private Wire() {}

  /** The one request that a worker gets, with its length in front. */
  static byte[] request(Path file, Settings settings) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    string(body, file.toString());
    ByteBuffer numbers = ByteBuffer.allocate(5 * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    numbers.putLong(settings.maxPrims());
    numbers.putLong(settings.maxMeshes());
    numbers.putLong(settings.maxPoints());
    numbers.putLong(settings.maxAnimationBytes());
    numbers.putLong(settings.allowedRoots().size());
    body.writeBytes(numbers.array());
    settings.allowedRoots().forEach(root -> string(body, root.toString()));
    return ByteBuffer.allocate(Integer.BYTES + body.size())
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(body.size())
        .put(body.toByteArray())
        .array();
  }

  private static void string(ByteArrayOutputStream to, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    to.writeBytes(
        ByteBuffer.allocate(Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(bytes.length)
            .array());
    to.writeBytes(bytes);
  }
}
