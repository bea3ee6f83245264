package io.oriel.runtime.itest;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

/** A stage that takes some ten seconds to read, and nothing to draw. */
final class LargeStage {
  private static final int PRIMS = 80_000;

  private LargeStage() {}

  static Path write(Path file) throws IOException {
    try (Writer out = Files.newBufferedWriter(file)) {
      out.write("#usda 1.0\n(defaultPrim = \"World\")\ndef Xform \"World\"\n{\n");
      for (int i = 0; i < PRIMS; i++) {
        out.write(
            """
            def Xform "x%d"
            {
              double3 xformOp:translate = (%d, 0, 0)
              uniform token[] xformOpOrder = ["xformOp:translate"]
            }
            """
                .formatted(i, i % 100));
      }
      out.write("def Cube \"cube\" {}\n}\n");
    }
    return file;
  }
}
