package io.oriel.renderer.preview;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.stage.Interpolation;
import io.oriel.api.stage.MeshData;
import io.oriel.api.stage.Primvar;
import io.oriel.api.stage.StageGeometry;
import io.oriel.api.stage.Texture;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lays the meshes of a stage out for the kernels. Trusts nothing: a triangle that names points that
 * do not exist, or that has no area or coordinates that are no finite numbers, is left out, a
 * primvar of the wrong length is passed over, and both are counted. A texture coordinate that is no
 * finite number becomes 0.
 */
final class SceneBuilder {
  static final int MAX_TRIANGLES = 8_000_000;
  static final int MAX_POINTS = 16_000_000;

  private static final float DEFAULT_COLOR = 0.18f;

  private final List<MeshData> meshes;
  private final Scene scene = new Scene();
  private long droppedTriangles;
  private long ignoredPrimvars;
  private int pointTotal;
  private int normalTotal;
  private int triangleTotal;
  private int colorTotal;
  private int coordinateTotal;
  private boolean anyVarying;
  private final Map<Texture, Integer> textures = new LinkedHashMap<>();

  SceneBuilder(StageGeometry geometry) {
    this.meshes = geometry.meshes();
  }

  /** Triangles that were left out. */
  long droppedTriangles() {
    return droppedTriangles;
  }

  /** Normals, colours and texture coordinates that did not fit their mesh. */
  long ignoredPrimvars() {
    return ignoredPrimvars;
  }

  /**
   * Does it.
   *
   * @throws OrielException if the stage is too large
   */
  Scene build() throws OrielException {
    allocate();
    for (int mesh = 0; mesh < scene.meshes; mesh++) {
      add(mesh, meshes.get(mesh));
    }
    scene.corners = Arrays.copyOf(scene.corners, triangleTotal * 3);
    scene.cornerNormals = Arrays.copyOf(scene.cornerNormals, triangleTotal * 3);
    scene.albedo = Arrays.copyOf(scene.albedo, triangleTotal);
    scene.triangleColors = Arrays.copyOf(scene.triangleColors, triangleTotal);
    scene.cornerColors =
        anyVarying ? Arrays.copyOf(scene.cornerColors, triangleTotal * 3) : new int[0];
    scene.colors = Arrays.copyOf(scene.colors, colorTotal * 3);
    scene.textures = textures.keySet().stream().map(MipMaps::new).toArray(MipMaps[]::new);
    scene.instances = Segmentation.instances(meshes);
    scene.semantics = Segmentation.semantics(meshes);
    return scene;
  }

  private void allocate() throws OrielException {
    long points = 0;
    long normals = 0;
    long triangles = 0;
    // The default colour is the first.
    long colors = 1;
    long coordinates = 0;
    for (MeshData mesh : meshes) {
      points += Points.aligned(mesh.pointCount());
      triangles += mesh.triangleCount();
      int values = mesh.normals().map(n -> n.values().length / 3).orElse(0);
      normals += Points.aligned(Math.max(values, mesh.triangleCount()));
      colors += mesh.colors().values().length / 3;
      coordinates += coordinates(mesh).map(c -> c.values().length / 2).orElse(0);
    }
    check(triangles, MAX_TRIANGLES, "triangles");
    check(points, MAX_POINTS, "points");
    check(normals, MAX_POINTS + MAX_TRIANGLES, "normals");
    check(colors, MAX_POINTS + MAX_TRIANGLES, "colours");
    check(coordinates, MAX_POINTS + MAX_TRIANGLES, "texture coordinates");
    scene.coordinates = new float[(int) coordinates * 2];
    scene.cornerCoordinates = new int[coordinates > 0 ? (int) triangles * 3 : 0];
    allocate(meshes.size(), (int) points, (int) normals, (int) triangles, (int) colors);
  }

  private static void check(long count, int limit, String what) throws OrielException {
    if (count > limit) {
      throw new OrielException(
          ErrorCode.STAGE_TOO_LARGE,
          "the stage has " + count + " " + what + ", the preview renderer draws " + limit);
    }
  }

  private void allocate(int count, int points, int normals, int triangles, int colors) {
    scene.meshes = count;
    scene.pointStart = new int[count];
    scene.pointEnd = new int[count];
    scene.points = new Points(points);
    scene.normalStart = new int[count];
    scene.normalEnd = new int[count];
    scene.normals = new Points(normals);
    scene.triangleStart = new int[count];
    scene.triangleEnd = new int[count];
    scene.corners = new int[triangles * 3];
    scene.cornerNormals = new int[triangles * 3];
    scene.albedo = new int[triangles];
    scene.triangleColors = new int[triangles];
    scene.cornerColors = new int[triangles * 3];
    scene.colors = new float[colors * 3];
    Arrays.fill(scene.colors, 0, 3, DEFAULT_COLOR);
    colorTotal = 1;
    scene.flat = new boolean[count];
    scene.doubleSided = new boolean[count];
    scene.bounds = new float[count * 6];
    scene.source = new float[count][];
  }

  /** Texture coordinates that can be used. */
  private static Optional<Primvar> coordinates(MeshData data) {
    return data.texture()
        .flatMap(_ -> data.textureCoordinates())
        .filter(c -> c.values().length == needed(c, data) * 2L);
  }

  private void add(int mesh, MeshData data) {
    scene.pointStart[mesh] = pointTotal;
    scene.pointEnd[mesh] = pointTotal + data.pointCount();
    scene.normalStart[mesh] = normalTotal;
    scene.triangleStart[mesh] = triangleTotal;
    scene.doubleSided[mesh] = data.doubleSided();
    scene.source[mesh] = data.points();
    placePoints(scene, mesh, data.points());
    Primvar normals = data.normals().filter(n -> fits(n, data)).orElse(null);
    Primvar colors = fits(data.colors(), data) ? data.colors() : null;
    ignoredPrimvars += data.normals().isPresent() && normals == null ? 1 : 0;
    ignoredPrimvars += colors == null ? 1 : 0;
    Primvar coordinates = coordinates(data).orElse(null);
    ignoredPrimvars += data.texture().isPresent() && coordinates == null ? 1 : 0;
    int texture = coordinates == null ? -1 : textureNumber(data.texture().orElseThrow());
    scene.flat[mesh] = normals == null;
    boolean smooth = normals != null && isSmooth(normals.interpolation());
    boolean varying = texture < 0 && colors != null && isSmooth(colors.interpolation());
    anyVarying |= varying;
    int[] indices = data.indices();
    for (int triangle = 0; triangle < data.triangleCount(); triangle++) {
      if (!sound(data, triangle)) {
        droppedTriangles++;
        continue;
      }
      for (int k = 0; k < 3; k++) {
        int source = triangle * 3 + k;
        int corner = triangleTotal * 3 + k;
        scene.corners[corner] = pointTotal + indices[source];
        scene.cornerNormals[corner] =
            normals == null
                ? normalTotal + triangleTotal - scene.triangleStart[mesh]
                : normalTotal + element(normals.interpolation(), triangle, source, indices);
        if (varying) {
          scene.cornerColors[corner] =
              colorTotal + element(colors.interpolation(), triangle, source, indices);
        }
        if (texture >= 0) {
          scene.cornerCoordinates[corner] =
              coordinateTotal + element(coordinates.interpolation(), triangle, source, indices);
        }
      }
      boolean curved = smooth && differ(normals, triangle, indices);
      boolean shaded = varying && differ(colors, triangle, indices);
      scene.triangleColors[triangleTotal] =
          texture >= 0 ? -1 - texture : colorNumber(colors, triangle, indices);
      // A texture is no colour of a whole triangle either.
      scene.albedo[triangleTotal] =
          (curved || texture >= 0 ? Albedo.SMOOTH : 0)
              | (shaded ? Albedo.VARYING : constantAlbedo(colors, triangle, indices));
      triangleTotal++;
    }
    droppedTriangles += data.indices().length % 3 == 0 ? 0 : 1;
    scene.triangleEnd[mesh] = triangleTotal;
    addNormals(mesh, normals);
    if (colors != null) {
      addColors(colors.values());
    }
    if (texture >= 0) {
      addCoordinates(coordinates.values());
    }
    pointTotal += Points.aligned(data.pointCount());
  }

  private static boolean isSmooth(Interpolation interpolation) {
    return interpolation == Interpolation.POINT || interpolation == Interpolation.CORNER;
  }

  private static boolean fits(Primvar primvar, MeshData data) {
    return primvar.values().length == needed(primvar, data) * 3L;
  }

  /** Values that the mesh needs. */
  private static int needed(Primvar primvar, MeshData data) {
    return switch (primvar.interpolation()) {
      case CONSTANT -> 1;
      case TRIANGLE -> data.triangleCount();
      case POINT -> data.pointCount();
      case CORNER -> data.triangleCount() * 3;
    };
  }

  private int textureNumber(Texture texture) {
    textures.putIfAbsent(texture, textures.size());
    return textures.get(texture);
  }

  private int colorNumber(Primvar colors, int triangle, int[] indices) {
    return colors == null
        ? 0
        : colorTotal + element(colors.interpolation(), triangle, triangle * 3, indices);
  }

  private static int element(Interpolation interpolation, int triangle, int corner, int[] indices) {
    return switch (interpolation) {
      case CONSTANT -> 0;
      case TRIANGLE -> triangle;
      case POINT -> indices[corner];
      case CORNER -> corner;
    };
  }

  /** True if the corners of a triangle do not all have the same value. */
  private static boolean differ(Primvar primvar, int triangle, int[] indices) {
    float[] v = primvar.values();
    int a = element(primvar.interpolation(), triangle, triangle * 3, indices) * 3;
    int b = element(primvar.interpolation(), triangle, triangle * 3 + 1, indices) * 3;
    int c = element(primvar.interpolation(), triangle, triangle * 3 + 2, indices) * 3;
    return !Arrays.equals(v, a, a + 3, v, b, b + 3) || !Arrays.equals(v, a, a + 3, v, c, c + 3);
  }

  private static int constantAlbedo(Primvar colors, int triangle, int[] indices) {
    if (colors == null) {
      return Albedo.pack(DEFAULT_COLOR, DEFAULT_COLOR, DEFAULT_COLOR);
    }
    int at = element(colors.interpolation(), triangle, triangle * 3, indices) * 3;
    float[] values = colors.values();
    return Albedo.pack(values[at], values[at + 1], values[at + 2]);
  }

  private static boolean sound(MeshData data, int triangle) {
    int points = data.pointCount();
    int a = data.indices()[triangle * 3];
    int b = data.indices()[triangle * 3 + 1];
    int c = data.indices()[triangle * 3 + 2];
    if (a < 0 || b < 0 || c < 0 || a >= points || b >= points || c >= points) {
      return false;
    }
    float[] p = data.points();
    return a != b && b != c && a != c && finite(p, a) && finite(p, b) && finite(p, c);
  }

  private static boolean finite(float[] p, int point) {
    return Float.isFinite(p[point * 3])
        && Float.isFinite(p[point * 3 + 1])
        && Float.isFinite(p[point * 3 + 2]);
  }

  private void addNormals(int mesh, Primvar normals) {
    int count;
    if (normals == null) {
      count = scene.triangleEnd[mesh] - scene.triangleStart[mesh];
      writeFlatNormals(scene, mesh);
    } else {
      float[] values = normals.values();
      count = values.length / 3;
      for (int i = 0; i < count; i++) {
        writeUnit(normalTotal + i, values[i * 3], values[i * 3 + 1], values[i * 3 + 2]);
      }
    }
    scene.normalEnd[mesh] = normalTotal + count;
    normalTotal += Points.aligned(count);
  }

  private void writeUnit(int at, float x, float y, float z) {
    double length = Math.sqrt((double) x * x + (double) y * y + (double) z * z);
    if (length > 0 && Double.isFinite(length)) {
      scene.normals.set(at, (float) (x / length), (float) (y / length), (float) (z / length));
    }
  }

  private void addColors(float[] values) {
    for (int i = 0; i < values.length; i++) {
      float value = values[i];
      scene.colors[colorTotal * 3 + i] = value > 0 ? Math.min(value, 1f) : 0f;
    }
    colorTotal += values.length / 3;
  }

  private void addCoordinates(float[] values) {
    for (int i = 0; i < values.length; i++) {
      scene.coordinates[coordinateTotal * 2 + i] = Float.isFinite(values[i]) ? values[i] : 0f;
    }
    coordinateTotal += values.length / 2;
  }

  /** Takes over other points for a mesh; those of another length are passed over. */
  static void deform(Scene scene, int mesh, float[] points) {
    if (points == scene.source[mesh]) {
      return;
    }
    scene.source[mesh] = points;
    if (points.length < (scene.pointEnd[mesh] - scene.pointStart[mesh]) * 3) {
      return;
    }
    placePoints(scene, mesh, points);
    if (scene.flat[mesh]) {
      writeFlatNormals(scene, mesh);
    }
  }

  private static void placePoints(Scene scene, int mesh, float[] points) {
    int start = scene.pointStart[mesh];
    int box = mesh * 6;
    Arrays.fill(scene.bounds, box, box + 3, Float.POSITIVE_INFINITY);
    Arrays.fill(scene.bounds, box + 3, box + 6, Float.NEGATIVE_INFINITY);
    for (int i = 0; i < scene.pointEnd[mesh] - start; i++) {
      float x = points[i * 3];
      float y = points[i * 3 + 1];
      float z = points[i * 3 + 2];
      scene.points.set(start + i, x, y, z);
      if (finite(points, i)) {
        include(scene.bounds, box, x, y, z);
      }
    }
  }

  private static void include(float[] bounds, int box, float x, float y, float z) {
    bounds[box] = Math.min(bounds[box], x);
    bounds[box + 1] = Math.min(bounds[box + 1], y);
    bounds[box + 2] = Math.min(bounds[box + 2], z);
    bounds[box + 3] = Math.max(bounds[box + 3], x);
    bounds[box + 4] = Math.max(bounds[box + 4], y);
    bounds[box + 5] = Math.max(bounds[box + 5], z);
  }

  private static void writeFlatNormals(Scene scene, int mesh) {
    int first = scene.triangleStart[mesh];
    Points p = scene.points;
    for (int triangle = first; triangle < scene.triangleEnd[mesh]; triangle++) {
      int a = scene.corners[triangle * 3];
      int b = scene.corners[triangle * 3 + 1];
      int c = scene.corners[triangle * 3 + 2];
      double ux = (double) p.x[b] - p.x[a];
      double uy = (double) p.y[b] - p.y[a];
      double uz = (double) p.z[b] - p.z[a];
      double vx = (double) p.x[c] - p.x[a];
      double vy = (double) p.y[c] - p.y[a];
      double vz = (double) p.z[c] - p.z[a];
      double x = uy * vz - uz * vy;
      double y = uz * vx - ux * vz;
      double z = ux * vy - uy * vx;
      double length = Math.sqrt(x * x + y * y + z * z);
      double scale = length > 0 ? 1 / length : 0;
      scene.normals.set(
          scene.normalStart[mesh] + triangle - first,
          (float) (x * scale),
          (float) (y * scale),
          (float) (z * scale));
    }
  }
}
