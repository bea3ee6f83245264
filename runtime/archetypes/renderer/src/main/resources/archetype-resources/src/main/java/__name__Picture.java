package ${package};

import io.oriel.api.aov.ElementType;
import io.oriel.api.aov.HostTensor;
import io.oriel.api.aov.TensorLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/** The picture, red, green, blue and alpha a byte each, and how lines come into it. */
final class ${name}Picture implements AutoCloseable {
  private static final int BACKGROUND = 0xff30241c;

  private final int width;
  private final int height;
  private final Arena arena = Arena.ofShared();
  private final HostTensor tensor;
  private final MemorySegment pixels;
  private final int[] blankRow;

  ${name}Picture(int width, int height) {
    this.width = width;
    this.height = height;
    TensorLayout layout = TensorLayout.dense(ElementType.U8, width, height, 4);
    pixels = arena.allocate(layout.sizeBytes(), Integer.BYTES);
    tensor = new HostTensor(layout, pixels);
    blankRow = new int[width];
    Arrays.fill(blankRow, BACKGROUND);
  }

  HostTensor tensor() {
    return tensor;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  void clear() {
    for (int y = 0; y < height; y++) {
      MemorySegment.copy(blankRow, 0, pixels, ValueLayout.JAVA_INT, y * width * 4L, width);
    }
  }

  /**
   * Draws what of a line lies in the picture. Places are pixels from the upper left corner; what is
   * no number is no line.
   *
   * @param color red, green, blue, alpha from the lowest byte up
   */
  void line(double fromX, double fromY, double toX, double toY, int color) {
    double dx = toX - fromX;
    double dy = toY - fromY;
    if (!Double.isFinite(dx) || !Double.isFinite(dy)) {
      return;
    }
    // From where to where on the way the line is inside: Liang and Barsky, 1984.
    double enter = Math.max(0, Math.max(enter(fromX, dx, width), enter(fromY, dy, height)));
    double leave = Math.min(1, Math.min(leave(fromX, dx, width), leave(fromY, dy, height)));
    double length = Math.max(Math.abs(dx), Math.abs(dy)) * (leave - enter);
    // No line inside is longer than this; of one from far away the numbers would say so.
    int steps = (int) Math.min(Math.ceil(length), width + height);
    for (int step = 0; step <= steps && enter <= leave; step++) {
      double way = steps == 0 ? enter : enter + (leave - enter) * step / steps;
      int x = Math.clamp((long) (fromX + dx * way), 0, width - 1);
      int y = Math.clamp((long) (fromY + dy * way), 0, height - 1);
      pixels.set(ValueLayout.JAVA_INT, (y * (long) width + x) * 4, color);
    }
  }

  private static double enter(double from, double by, double size) {
    if (by == 0) {
      return from >= 0 && from < size ? 0 : Double.POSITIVE_INFINITY;
    }
    return (by > 0 ? -from : size - from) / by;
  }

  private static double leave(double from, double by, double size) {
    return by == 0 ? 1 : (by > 0 ? size - from : -from) / by;
  }

  @Override
  public void close() {
    arena.close();
  }
}
