package io.oriel.renderer.preview;

/** Light in plain Java. */
final class ScalarLightKernel implements LightKernel {
  @Override
  public void shade(Surface s, Lights lights, int[] colors) {
    for (int run = 0; run < s.runs; run++) {
      for (int left = s.pixels[run]; left != 0; left &= left - 1) {
        int pixel = Integer.numberOfTrailingZeros(left);
        int i = run * Surface.RUN + pixel;
        colors[s.place[run] + pixel] =
            LightKernel.shade(
                lights, s.normalX[i], s.normalY[i], s.normalZ[i], s.red[i], s.green[i], s.blue[i]);
      }
    }
    s.runs = 0;
  }
}
