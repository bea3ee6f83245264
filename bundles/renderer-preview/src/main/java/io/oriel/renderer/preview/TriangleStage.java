package io.oriel.renderer.preview;

/**
 * Turns the triangles of a mesh into records: drops those that face away, have no area or lie
 * outside the picture, clips those that reach behind the camera, and works out the planes from
 * which the tiles interpolate. Used by one thread.
 */
final class TriangleStage {
  /** Triangles that span no more pixels than this are tried on each of them. */
  private static final int FEW_PIXELS = 4;

  private final Screen screen;
  private final SceneState state;
  private final Clipper clipper = new Clipper();

  private int minColumn;
  private int minRow;
  private int maxColumn;
  private int maxRow;
  private long dropped;

  TriangleStage(Screen screen, SceneState state) {
    this.screen = screen;
    this.state = state;
  }

  /**
   * Sets up a mesh whose points and normals are projected.
   *
   * @param matrix with which they were, for those that have to be clipped
   * @param mirrored true if the mesh's transform turns left into right
   */
  void setUp(int mesh, float[] matrix, boolean mirrored) {
    Scene scene = state.scene;
    int start = scene.triangleStart[mesh];
    int end = scene.triangleEnd[mesh];
    boolean doubleSided = scene.doubleSided[mesh];
    int count = start;
    minColumn = Integer.MAX_VALUE;
    minRow = Integer.MAX_VALUE;
    maxColumn = -1;
    maxRow = -1;
    boolean clipped = false;
    int[] px = state.projected.x;
    for (int triangle = start; triangle < end; triangle++) {
      int corner = triangle * 3;
      int a = scene.corners[corner];
      int b = scene.corners[corner + 1];
      int c = scene.corners[corner + 2];
      if (px[a] == PointKernel.OUTSIDE
          || px[b] == PointKernel.OUTSIDE
          || px[c] == PointKernel.OUTSIDE) {
        clipped |= clip(triangle, matrix, mirrored, doubleSided);
      } else if (setUpWhole(triangle, a, b, c, mirrored, doubleSided)) {
        int record = (triangle + 1) * TriangleRecords.STRIDE;
        state.shown[count] = record;
        state.shownSpan[count] = TileBins.span(screen, state.records.edges, record);
        count++;
      }
    }
    state.shownCount[mesh] = count - start;
    state.clipped[mesh] = clipped;
    writeTileRect(mesh * 4);
  }

  private void writeTileRect(int rect) {
    boolean any = maxColumn >= 0;
    state.tileRect[rect] = any ? Screen.firstTile(minColumn) : 0;
    state.tileRect[rect + 1] = any ? Screen.firstTile(minRow) : 0;
    state.tileRect[rect + 2] = any ? screen.lastTileX(maxColumn) : -1;
    state.tileRect[rect + 3] = any ? screen.lastTileY(maxRow) : -1;
  }

  /** Triangles met so far that have a coordinate that is no finite number. */
  long dropped() {
    return dropped;
  }

  private boolean setUpWhole(
      int triangle, int a, int b, int c, boolean mirrored, boolean doubleSided) {
    Projected p = state.projected;
    int x0 = p.x[a];
    int y0 = p.y[a];
    // Seen from the front, corners run counter-clockwise with y up, so the area is negative here.
    long area = area(x0, y0, p.x[b], p.y[b], p.x[c], p.y[c]);
    boolean front = area < 0 != mirrored;
    if (area == 0 || !(front || doubleSided)) {
      return false;
    }
    boolean swap = area < 0;
    int second = swap ? c : b;
    int third = swap ? b : c;
    int record = (triangle + 1) * TriangleRecords.STRIDE;
    if (!writeEdges(record, x0, y0, p.x[second], p.y[second], p.x[third], p.y[third])) {
      return false;
    }
    int[] edges = state.records.edges;
    edges[record + TriangleRecords.ID] = record;
    edges[record + TriangleRecords.WHOLE] = 1;
    double scale = scale(area);
    writeDepth(record, scale, p.depth[a], p.depth[second], p.depth[third]);
    int corner = triangle * 3;
    writeAttributes(
        triangle,
        record,
        scale,
        p.inverseW[second] / p.inverseW[a],
        p.inverseW[third] / p.inverseW[a],
        corner,
        corner + (swap ? 2 : 1),
        corner + (swap ? 1 : 2),
        front ? 1f : -1f);
    return true;
  }

  /** What turns cross products of a triangle of this area into changes a pixel. */
  private static double scale(long area) {
    return Screen.SUBPIXELS / (double) Math.abs(area);
  }

  private static long area(int x0, int y0, int x1, int y1, int x2, int y2) {
    return (long) (x1 - x0) * (y2 - y0) - (long) (x2 - x0) * (y1 - y0);
  }

  /** Writes corners and the pixels they span; false if no pixel centre lies within the span. */
  private boolean writeEdges(int record, int x0, int y0, int x1, int y1, int x2, int y2) {
    int half = Screen.SUBPIXELS / 2;
    // The first centre at or right of the leftmost corner, the last at or left of the rightmost.
    int firstColumn = (Math.min(x0, Math.min(x1, x2)) + half - 1) >> Screen.SUBPIXEL_SHIFT;
    int lastColumn = (Math.max(x0, Math.max(x1, x2)) - half) >> Screen.SUBPIXEL_SHIFT;
    int firstRow = (Math.min(y0, Math.min(y1, y2)) + half - 1) >> Screen.SUBPIXEL_SHIFT;
    int lastRow = (Math.max(y0, Math.max(y1, y2)) - half) >> Screen.SUBPIXEL_SHIFT;
    firstColumn = Math.max(firstColumn, 0);
    firstRow = Math.max(firstRow, 0);
    lastColumn = Math.min(lastColumn, screen.width - 1);
    lastRow = Math.min(lastRow, screen.height - 1);
    if (firstColumn > lastColumn || firstRow > lastRow) {
      return false;
    }
    // In a fine mesh most triangles lie between the centres: found out before more is done.
    int pixels = (lastColumn - firstColumn + 1) * (lastRow - firstRow + 1);
    if (pixels <= FEW_PIXELS
        && !coversAny(x0, y0, x1, y1, x2, y2, firstColumn, firstRow, lastColumn, lastRow)) {
      return false;
    }
    minColumn = Math.min(minColumn, firstColumn);
    minRow = Math.min(minRow, firstRow);
    maxColumn = Math.max(maxColumn, lastColumn);
    maxRow = Math.max(maxRow, lastRow);
    int[] edges = state.records.edges;
    edges[record + TriangleRecords.X0] = x0;
    edges[record + TriangleRecords.Y0] = y0;
    edges[record + TriangleRecords.X1] = x1;
    edges[record + TriangleRecords.Y1] = y1;
    edges[record + TriangleRecords.X2] = x2;
    edges[record + TriangleRecords.Y2] = y2;
    edges[record + TriangleRecords.COLUMNS] = firstColumn | lastColumn << 16;
    edges[record + TriangleRecords.ROWS] = firstRow | lastRow << 16;
    return true;
  }

  /** True if the centre of a pixel of a rectangle is covered; corners as in the records. */
  private static boolean coversAny(
      int x0,
      int y0,
      int x1,
      int y1,
      int x2,
      int y2,
      int firstColumn,
      int firstRow,
      int lastColumn,
      int lastRow) {
    for (int row = firstRow; row <= lastRow; row++) {
      for (int column = firstColumn; column <= lastColumn; column++) {
        if ((CoverageKernel.edge(x0, y0, x1, y1, column, row)
                | CoverageKernel.edge(x1, y1, x2, y2, column, row)
                | CoverageKernel.edge(x2, y2, x0, y0, column, row))
            >= 0) {
          return true;
        }
      }
    }
    return false;
  }

  private void writeDepth(int record, double scale, float z0, float z1, float z2) {
    int[] edges = state.records.edges;
    edges[record + TriangleRecords.DEPTH] = Float.floatToRawIntBits(z0);
    edges[record + TriangleRecords.DEPTH_DX] =
        Float.floatToRawIntBits(slopeX(record, scale, z1 - z0, z2 - z0));
    edges[record + TriangleRecords.DEPTH_DY] =
        Float.floatToRawIntBits(slopeY(record, scale, z1 - z0, z2 - z0));
    edges[record + TriangleRecords.DEPTH_MIN] =
        Float.floatToRawIntBits(Math.min(z0, Math.min(z1, z2)));
    edges[record + TriangleRecords.DEPTH_MAX] =
        Float.floatToRawIntBits(Math.max(z0, Math.max(z1, z2)));
  }

  /** Change a pixel to the right of a value that rises by these amounts from the first corner. */
  private float slopeX(int record, double scale, float rise1, float rise2) {
    int[] e = state.records.edges;
    int dy1 = e[record + TriangleRecords.Y1] - e[record + TriangleRecords.Y0];
    int dy2 = e[record + TriangleRecords.Y2] - e[record + TriangleRecords.Y0];
    return (float) (((double) rise1 * dy2 - (double) rise2 * dy1) * scale);
  }

  private float slopeY(int record, double scale, float rise1, float rise2) {
    int[] e = state.records.edges;
    int dx1 = e[record + TriangleRecords.X1] - e[record + TriangleRecords.X0];
    int dx2 = e[record + TriangleRecords.X2] - e[record + TriangleRecords.X0];
    return (float) (((double) rise2 * dx1 - (double) rise1 * dx2) * scale);
  }

  /**
   * Writes normal and colour.
   *
   * @param w1 1/w at the second corner, that of the first being 1
   * @param w2 1/w at the third corner
   */
  private void writeAttributes(
      int triangle,
      int record,
      double scale,
      float w1,
      float w2,
      int corner0,
      int corner1,
      int corner2,
      float side) {
    Scene scene = state.scene;
    float[] planes = state.records.planes;
    int albedo = scene.albedo[triangle];
    int n0 = scene.cornerNormals[corner0];
    Points n = state.worldNormals;
    if ((albedo & Albedo.SMOOTH) == 0) {
      writeConstant(planes, record + TriangleRecords.NORMAL_X, n.x[n0] * side);
      writeConstant(planes, record + TriangleRecords.NORMAL_Y, n.y[n0] * side);
      writeConstant(planes, record + TriangleRecords.NORMAL_Z, n.z[n0] * side);
    } else {
      int n1 = scene.cornerNormals[corner1];
      int n2 = scene.cornerNormals[corner2];
      float s1 = side * w1;
      float s2 = side * w2;
      int x = record + TriangleRecords.NORMAL_X;
      int y = record + TriangleRecords.NORMAL_Y;
      int z = record + TriangleRecords.NORMAL_Z;
      writePlane(planes, x, record, scale, n.x[n0] * side, n.x[n1] * s1, n.x[n2] * s2);
      writePlane(planes, y, record, scale, n.y[n0] * side, n.y[n1] * s1, n.y[n2] * s2);
      writePlane(planes, z, record, scale, n.z[n0] * side, n.z[n1] * s1, n.z[n2] * s2);
    }
    state.records.edges[record + TriangleRecords.ALBEDO] = albedo;
    if ((albedo & Albedo.VARYING) != 0) {
      float[] out = state.records.colorPlanes;
      int c0 = scene.cornerColors[corner0] * 3;
      int c1 = scene.cornerColors[corner1] * 3;
      int c2 = scene.cornerColors[corner2] * 3;
      float[] c = scene.colors;
      for (int k = 0; k < 3; k++) {
        writePlane(out, record + k * 3, record, scale, c[c0 + k], c[c1 + k] * w1, c[c2 + k] * w2);
      }
      writePlane(out, record + TriangleRecords.INVERSE_W, record, scale, 1f, w1, w2);
    }
  }

  private static void writeConstant(float[] planes, int at, float value) {
    planes[at] = 0f;
    planes[at + 1] = 0f;
    planes[at + 2] = value;
  }

  private void writePlane(
      float[] planes, int at, int record, double scale, float v0, float v1, float v2) {
    float dx = slopeX(record, scale, v1 - v0, v2 - v0);
    float dy = slopeY(record, scale, v1 - v0, v2 - v0);
    int[] e = state.records.edges;
    double column = 0.5 - e[record + TriangleRecords.X0] / (double) Screen.SUBPIXELS;
    double row = 0.5 - e[record + TriangleRecords.Y0] / (double) Screen.SUBPIXELS;
    planes[at] = dx;
    planes[at + 1] = dy;
    planes[at + 2] = (float) (v0 + dx * column + dy * row);
  }

  /** True if something of the triangle is in view. */
  private boolean clip(int triangle, float[] matrix, boolean mirrored, boolean doubleSided) {
    int[] corners = state.scene.corners;
    int corner = triangle * 3;
    int count =
        clipper.clip(
            state.scene.points, corners[corner], corners[corner + 1], corners[corner + 2], matrix);
    if (count < 0) {
      dropped++;
    }
    int largest = 0;
    long largestArea = 0;
    for (int i = 1; i + 1 < count; i++) {
      long area = pieceArea(i);
      if (Math.abs(area) > Math.abs(largestArea)) {
        largest = i;
        largestArea = area;
      }
    }
    boolean front = largestArea < 0 != mirrored;
    if (largestArea == 0 || !(front || doubleSided)) {
      return false;
    }
    int record = (triangle + 1) * TriangleRecords.STRIDE;
    boolean swap = largestArea < 0;
    boolean any = false;
    for (int i = 1; i + 1 < count; i++) {
      long area = pieceArea(i);
      if (area < 0 == swap && area != 0) {
        any |= addPiece(record, i, swap, scale(area));
      }
    }
    if (any) {
      writeClippedAttributes(triangle, record, largest, scale(largestArea), swap, front);
    }
    return any;
  }

  private long pieceArea(int i) {
    int[] x = clipper.x;
    int[] y = clipper.y;
    return area(x[0], y[0], x[i], y[i], x[i + 1], y[i + 1]);
  }

  private boolean addPiece(int record, int i, boolean swap, double scale) {
    int at = state.records.addPiece();
    if (!writePiece(at, i, swap, scale)) {
      state.records.dropPiece();
      return false;
    }
    state.records.edges[at + TriangleRecords.ID] = record;
    return true;
  }

  private boolean writePiece(int at, int i, boolean swap, double scale) {
    int b = swap ? i + 1 : i;
    int c = swap ? i : i + 1;
    int[] x = clipper.x;
    int[] y = clipper.y;
    if (!writeEdges(at, x[0], y[0], x[b], y[b], x[c], y[c])) {
      return false;
    }
    writeDepth(at, scale, clipper.depth[0], clipper.depth[b], clipper.depth[c]);
    state.records.edges[at + TriangleRecords.WHOLE] = 0;
    return true;
  }

  private void writeClippedAttributes(
      int triangle, int record, int i, double scale, boolean swap, boolean front) {
    writeCorners(record, i, swap, scale);
    int b = swap ? i + 1 : i;
    int c = swap ? i : i + 1;
    float w1 = clipper.inverseW[b] / clipper.inverseW[0];
    float w2 = clipper.inverseW[c] / clipper.inverseW[0];
    float side = front ? 1f : -1f;
    int corner = triangle * 3;
    int[] normals = state.scene.cornerNormals;
    Points n = state.worldNormals;
    for (int axis = 0; axis < 3; axis++) {
      float[] values = axis == 0 ? n.x : axis == 1 ? n.y : n.z;
      float v0 = values[normals[corner]] * side;
      float v1 = values[normals[corner + 1]] * side;
      float v2 = values[normals[corner + 2]] * side;
      writePlane(
          state.records.planes,
          record + axis * 3,
          record,
          scale,
          clipper.interpolate(0, v0, v1, v2),
          clipper.interpolate(b, v0, v1, v2) * w1,
          clipper.interpolate(c, v0, v1, v2) * w2);
    }
    int albedo = state.scene.albedo[triangle];
    state.records.edges[record + TriangleRecords.ALBEDO] = albedo | Albedo.SMOOTH;
    if ((albedo & Albedo.VARYING) == 0) {
      return;
    }
    float[] colors = state.scene.colors;
    int[] numbers = state.scene.cornerColors;
    for (int k = 0; k < 3; k++) {
      float v0 = colors[numbers[corner] * 3 + k];
      float v1 = colors[numbers[corner + 1] * 3 + k];
      float v2 = colors[numbers[corner + 2] * 3 + k];
      writePlane(
          state.records.colorPlanes,
          record + k * 3,
          record,
          scale,
          clipper.interpolate(0, v0, v1, v2),
          clipper.interpolate(b, v0, v1, v2) * w1,
          clipper.interpolate(c, v0, v1, v2) * w2);
    }
    writePlane(
        state.records.colorPlanes, record + TriangleRecords.INVERSE_W, record, scale, 1f, w1, w2);
  }

  /** The record of a clipped triangle has the corners of its largest piece, for its planes. */
  private void writeCorners(int record, int i, boolean swap, double scale) {
    int b = swap ? i + 1 : i;
    int c = swap ? i : i + 1;
    int[] edges = state.records.edges;
    edges[record + TriangleRecords.X0] = clipper.x[0];
    edges[record + TriangleRecords.Y0] = clipper.y[0];
    edges[record + TriangleRecords.X1] = clipper.x[b];
    edges[record + TriangleRecords.Y1] = clipper.y[b];
    edges[record + TriangleRecords.X2] = clipper.x[c];
    edges[record + TriangleRecords.Y2] = clipper.y[c];
    edges[record + TriangleRecords.WHOLE] = 0;
    writeDepth(record, scale, clipper.depth[0], clipper.depth[b], clipper.depth[c]);
  }
}
