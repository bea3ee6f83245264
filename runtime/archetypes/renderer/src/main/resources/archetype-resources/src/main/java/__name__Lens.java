package ${package};

import io.oriel.api.render.Camera;

/** Brings points of the camera's space, which looks along -z, into the picture. */
final class ${name}Lens {
  private final double[] worldToCamera = new double[16];
  private final boolean orthographic;
  private final double near;
  private final double pixelsPerUnit;
  private final double middleX;
  private final double middleY;

  /** Throws an ArithmeticException for a camera that squeezes the world flat. */
  ${name}Lens(Camera camera, ${name}Picture picture) {
    camera.cameraToWorld().inverse().copyTo(worldToCamera, 0);
    orthographic = camera.orthographic();
    near = camera.near();
    pixelsPerUnit = picture.height() / camera.verticalExtent();
    middleX = picture.width() / 2.0;
    middleY = picture.height() / 2.0;
  }

  /** From the stage's space to the camera's; a matrix for row vectors, row by row. */
  double[] worldToCamera() {
    return worldToCamera;
  }

  /** Draws what of a line, from point {@code a} to point {@code b}, is in front of the camera. */
  void line(${name}Picture picture, double[] points, int a, int b, int color) {
    double startDepth = -points[a * 3 + 2];
    double endDepth = -points[b * 3 + 2];
    if (startDepth < near && endDepth < near) {
      return;
    }
    double start = startDepth < near ? (near - startDepth) / (endDepth - startDepth) : 0;
    double end = endDepth < near ? (near - startDepth) / (endDepth - startDepth) : 1;
    picture.line(
        x(points, a, b, start),
        y(points, a, b, start),
        x(points, a, b, end),
        y(points, a, b, end),
        color);
  }

  private double x(double[] points, int a, int b, double way) {
    return middleX + between(points, a * 3, b * 3, way) * scale(points, a, b, way);
  }

  private double y(double[] points, int a, int b, double way) {
    return middleY - between(points, a * 3 + 1, b * 3 + 1, way) * scale(points, a, b, way);
  }

  private double scale(double[] points, int a, int b, double way) {
    double depth = -between(points, a * 3 + 2, b * 3 + 2, way);
    return orthographic ? pixelsPerUnit : pixelsPerUnit / depth;
  }

  private static double between(double[] points, int from, int to, double way) {
    return points[from] + (points[to] - points[from]) * way;
  }
}
