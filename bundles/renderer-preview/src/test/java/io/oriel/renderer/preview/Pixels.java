package io.oriel.renderer.preview;

import io.oriel.api.aov.AovData;
import io.oriel.api.aov.HostTensor;
import io.oriel.api.aov.TensorLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;

/** A copy of an output: its numbers as the elements say them. */
record Pixels(TensorLayout layout, double[] values, Map<String, Object> parameters) {
  static Pixels of(AovData data) {
    return of((HostTensor) data.image(), data.parameters());
  }

  static Pixels of(HostTensor tensor, Map<String, Object> parameters) {
    TensorLayout layout = tensor.layout();
    int row = layout.width() * layout.channels();
    double[] values = new double[row * layout.height()];
    for (int i = 0; i < values.length; i++) {
      long offset =
          (long) (i / row) * layout.pitchBytes() + (long) (i % row) * layout.type().bytes();
      values[i] = element(tensor, offset);
    }
    return new Pixels(layout, values, parameters);
  }

  private static double element(HostTensor tensor, long offset) {
    MemorySegment memory = tensor.segment();
    return switch (tensor.layout().type()) {
      case U8 -> memory.get(ValueLayout.JAVA_BYTE, offset) & 0xff;
      case F16 -> Float.float16ToFloat(memory.get(ValueLayout.JAVA_SHORT, offset));
      case U32 -> Integer.toUnsignedLong(memory.get(ValueLayout.JAVA_INT, offset));
      case F32 -> memory.get(ValueLayout.JAVA_FLOAT, offset);
    };
  }

  double at(int x, int y, int channel) {
    return values[(y * layout.width() + x) * layout.channels() + channel];
  }

  double at(int x, int y) {
    return at(x, y, 0);
  }
}
