package io.oriel.renderer.preview;

/**
 * All meshes of a stage as flat arrays. What {@code SceneBuilder} made of the stage; nothing
 * changes after that but {@link #points} and, with them, the normals of flat meshes, when a mesh
 * deforms.
 */
final class Scene {
  /** Ranges of a mesh are {@code [start[mesh], end[mesh])}; starts of points are aligned. */
  int meshes;

  int[] pointStart;
  int[] pointEnd;
  Points points;

  int[] normalStart;
  int[] normalEnd;
  Points normals;

  int[] triangleStart;
  int[] triangleEnd;

  /** Three point numbers a triangle. */
  int[] corners;

  /** Three normal numbers a triangle, all the same for a flat one. */
  int[] cornerNormals;

  /** Packed albedo a triangle, see {@link Albedo}. */
  int[] albedo;

  /** Three colour numbers a triangle with {@link Albedo#VARYING}; empty if there is none. */
  int[] cornerColors;

  /** Linear red, green, blue. */
  float[] colors;

  /** Per triangle the number of its colour; -1 - the number of its texture if it has one. */
  int[] triangleColors;

  MipMaps[] textures;

  /** Three texture coordinate numbers a triangle with a texture; empty if there is none. */
  int[] cornerCoordinates;

  /** To the right and up in the texture. */
  float[] coordinates;

  Segmentation instances;
  Segmentation semantics;

  /** Per mesh: normals follow from the triangles, one a triangle. */
  boolean[] flat;

  boolean[] doubleSided;

  /** Per mesh: smallest x, y, z, largest x, y, z of its points, in its own space. */
  float[] bounds;

  /** The points that {@link #points} were taken from, by mesh. */
  float[][] source;

  int triangles() {
    return albedo.length;
  }

  /** True if the triangle of an id of the visibility buffer shows a texture. */
  boolean isTextured(int id) {
    return textures.length > 0 && triangleColors[TriangleRecords.triangle(id)] < 0;
  }

  /** The mesh that a triangle belongs to. */
  int mesh(int triangle) {
    int low = 0;
    int high = meshes - 1;
    // Of meshes that start at the same triangle all but the last are empty.
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (triangleStart[middle] <= triangle) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
