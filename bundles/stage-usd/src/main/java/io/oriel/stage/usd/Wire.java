package io.oriel.stage.usd;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Numbers of the protocol with the worker; the twin of {@code wire.py}. */
final class Wire {
  static final int MAGIC = 0x5355524F;
  static final int VERSION = 3;

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
  static final int PROPERTIES = 14;
  static final int VARIANTS = 15;
  static final int LABEL = 16;
  static final int TEXTURE = 17;
  static final int PART = 18;
  static final int COORDINATES = 19;
  static final int FILE = 20;

  static final int LOAD = 1;
  static final int OPEN = 2;
  static final int ASK_PROPERTIES = 3;
  static final int ASK_VARIANTS = 4;

  static final int ERROR_IMPORT = 1;
  static final int ERROR_INVALID = 2;
  static final int ERROR_MISSING = 3;
  static final int ERROR_FORBIDDEN = 4;
  static final int ERROR_TOO_LARGE = 5;
  static final int ERROR_MEMORY = 6;
  static final int ERROR_NO_PRIM = 7;

  static final int MAX_FRAME_BYTES = 1 << 29;
  static final int MAX_ANSWER_BYTES = 1 << 22;
  static final int MAX_STRING_BYTES = 1 << 16;

  private Wire() {}

  /** A request to open a stage, with its length in front. */
  static byte[] open(int kind, Opening opening) {
    Settings settings = opening.settings();
    List<String> choices = new ArrayList<>();
    opening
        .variants()
        .forEach((path, sets) ->
            sets.forEach((set, variant) -> choices.addAll(List.of(path, set, variant))));
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.write(kind);
    string(body, opening.file().toString());
    body.writeBytes(
        numbers(5 * Long.BYTES)
            .putLong(settings.maxPrims())
            .putLong(settings.maxMeshes())
            .putLong(settings.maxPoints())
            .putLong(settings.maxAnimationBytes())
            .putLong(settings.maxTextureBytes())
            .array());
    strings(body, settings.allowedRoots().stream().map(Path::toString).toList());
    strings(body, choices);
    return framed(body);
  }

  static byte[] askProperties(String path, double timeCode) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.write(ASK_PROPERTIES);
    string(body, path);
    body.writeBytes(numbers(Double.BYTES).putDouble(timeCode).array());
    return framed(body);
  }

  static byte[] askVariants(String path) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.write(ASK_VARIANTS);
    string(body, path);
    return framed(body);
  }

  private static byte[] framed(ByteArrayOutputStream body) {
    return numbers(Integer.BYTES + body.size()).putInt(body.size()).put(body.toByteArray()).array();
  }

  private static ByteBuffer numbers(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void strings(ByteArrayOutputStream to, List<String> texts) {
    to.writeBytes(numbers(Integer.BYTES).putInt(texts.size()).array());
    texts.forEach(text -> string(to, text));
  }

  private static void string(ByteArrayOutputStream to, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    to.writeBytes(numbers(Integer.BYTES).putInt(bytes.length).array());
    to.writeBytes(bytes);
  }
}
