package io.oriel.renderer.preview;

import io.oriel.api.geometry.Matrix4;
import io.oriel.api.geometry.Vector3;
import io.oriel.api.render.Camera;

/** A camera on a screen: how the world projects to subpixels. Immutable. */
final class View {
  /** Far planes beyond this multiple of the near distance are brought in. */
  private static final double MAX_RANGE = 1e9;

  private final double[] worldToScreen;
  private final double[] axes;
  private final Vector3 eye;
  private final double[] eyeOnScreen;

  /**
   * Projects with {@code camera}.
   *
   * @throws ArithmeticException if its transform has no inverse or is not finite
   */
  View(Screen screen, Camera camera) {
    Matrix4 cameraToScreen = cameraToScreen(screen, camera);
    worldToScreen = new double[16];
    camera.cameraToWorld().inverse().then(cameraToScreen).copyTo(worldToScreen, 0);
    axes = new double[9];
    for (int row = 0; row < 3; row++) {
      writeAxis(camera.cameraToWorld(), row);
    }
    eyeOnScreen =
        new double[] {
          cameraToScreen.get(3, 0) / Screen.SUBPIXELS,
          cameraToScreen.get(3, 1) / Screen.SUBPIXELS,
          cameraToScreen.get(3, 3)
        };
    requireFinite(worldToScreen);
    requireFinite(axes);
    eye = camera.cameraToWorld().origin();
  }

  private static void requireFinite(double[] numbers) {
    for (double number : numbers) {
      if (!Double.isFinite(number)) {
        throw new ArithmeticException("camera is not finite");
      }
    }
  }

  private static Matrix4 cameraToScreen(Screen screen, Camera camera) {
    double near = camera.near();
    double far = Math.min(camera.far(), near * MAX_RANGE);
    double halfWidth = 0.5 * screen.width * Screen.SUBPIXELS;
    double halfHeight = 0.5 * screen.height * Screen.SUBPIXELS;
    double scaleY = 2 / camera.verticalExtent() * halfHeight;
    // Square pixels: the picture's width follows from its height.
    double scaleX = scaleY;
    if (camera.orthographic()) {
      return Matrix4.of(
          new double[] {
            scaleX,
            0,
            0,
            0,
            0,
            -scaleY,
            0,
            0,
            0,
            0,
            1 / (far - near),
            0,
            halfWidth,
            halfHeight,
            far / (far - near),
            1
          },
          0);
    }
    // w is the distance; depth is 1 at the near and 0 at the far plane, which spends a float's
    // precision evenly over the distance.
    return Matrix4.of(
        new double[] {
          scaleX,
          0,
          0,
          0,
          0,
          -scaleY,
          0,
          0,
          -halfWidth,
          -halfHeight,
          near / (far - near),
          -1,
          0,
          0,
          near * far / (far - near),
          0
        },
        0);
  }

  private void writeAxis(Matrix4 cameraToWorld, int row) {
    double x = cameraToWorld.get(row, 0);
    double y = cameraToWorld.get(row, 1);
    double z = cameraToWorld.get(row, 2);
    double length = Math.sqrt(x * x + y * y + z * z);
    axes[row * 3] = x / length;
    axes[row * 3 + 1] = y / length;
    axes[row * 3 + 2] = z / length;
  }

  /** World to x and y in subpixels and reversed depth, all times w; 16 numbers, row vectors. */
  double[] worldToScreen() {
    return worldToScreen;
  }

  /** The camera's place in the world. */
  Vector3 eye() {
    return eye;
  }

  /** That place as column and row of pixels, both times w, and w: zero for a perspective camera. */
  double[] eyeOnScreen() {
    return eyeOnScreen;
  }

  /** Directions of the camera's right, up and back in the world, unit length. */
  double[] axes() {
    return axes;
  }
}
