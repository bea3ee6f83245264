package io.oriel.selection;

import io.oriel.api.render.PickQuery;
import io.oriel.api.stream.StreamInfo;
import java.util.Optional;

/** The picture of a stream, as far as picks are concerned. */
record Picture(int width, int height) {
  static Picture of(StreamInfo info) {
    return new Picture(info.width(), info.height());
  }

  /** The pixel at a place; empty if the place is not in the picture, or no place at all. */
  Optional<PickQuery> pixel(double x, double y, long generation) {
    boolean inside = x >= 0 && x < width && y >= 0 && y < height;
    return inside
        ? Optional.of(new PickQuery((int) x, (int) y, 1, 1, generation))
        : Optional.empty();
  }

  /** The pixels between two corners, as many as are in the picture; empty if none is. */
  Optional<PickQuery> rectangle(double x0, double y0, double x1, double y1, long generation) {
    int left = clipped(Math.min(x0, x1), width);
    int top = clipped(Math.min(y0, y1), height);
    int right = clipped(Math.max(x0, x1) + 1, width);
    int bottom = clipped(Math.max(y0, y1) + 1, height);
    boolean places = Double.isFinite(x0 + y0 + x1 + y1);
    return places && right > left && bottom > top
        ? Optional.of(new PickQuery(left, top, right - left, bottom - top, generation))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return width + "x" + height + " pixels";
  }

  private static int clipped(double place, int size) {
    return (int) Math.clamp(Math.floor(place), 0, size);
  }
}
