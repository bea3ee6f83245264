package io.oriel.aov.geometry;

import io.oriel.aov.rows.RowConversion;
import io.oriel.aov.rows.RowKernels;
import io.oriel.api.aov.AovData;
import io.oriel.api.aov.Conversion;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.image.Image;

/**
 * Draws each frame in the range that the frames before it left, and takes note of what is seen
 * meanwhile. Only where the scene has changed wholly it draws once more.
 */
final class DepthConversion implements Conversion {
  private final String aov;
  private final DepthRange range = new DepthRange();
  private final DepthFrame frame = new DepthFrame();
  private final Conversion rows =
      new RowConversion(
          RowKernels.fastest(new ScalarDepthKernel(frame), () -> new VectorDepthKernel(frame)));

  DepthConversion(String aov) {
    this.aov = aov;
  }

  @Override
  public void convert(AovData in, Image out) throws OrielException {
    draw(in, out);
    if (frame.empty()) {
      throw new OrielException(
          ErrorCode.AOV_EMPTY, aov + " holds nothing: the renderer delivers zeros");
    }
    if (frame.changedWholly()) {
      range.restart(frame.nearest(), frame.farthest());
      draw(in, out);
    } else if (frame.seesAnything()) {
      range.follow(frame.nearest(), frame.farthest());
    }
  }

  private void draw(AovData in, Image out) throws OrielException {
    frame.begin(range);
    rows.convert(in, out);
  }

  @Override
  public void close() {
    rows.close();
  }
}
