package io.oriel.renderer.preview;

import io.oriel.api.stage.MeshData;
import java.util.Arrays;
import java.util.List;

/**
 * The paths of a stage's meshes, numbered in the order of the alphabet: so what lies below a path
 * is a range of numbers, and meshes of one path share a number. Immutable.
 */
final class MeshPaths {
  private static final String ROOT = "/";
  private static final char SEPARATOR = '/';

  /** Follows the separator, so all that lies below a path comes before it. */
  private static final char BEHIND_SEPARATOR = SEPARATOR + 1;

  private final String[] paths;
  private final int[] numbers;

  MeshPaths(List<MeshData> meshes) {
    paths = meshes.stream().map(MeshData::path).sorted().distinct().toArray(String[]::new);
    numbers = meshes.stream().mapToInt(mesh -> Arrays.binarySearch(paths, mesh.path())).toArray();
  }

  /** Paths there are. */
  int count() {
    return paths.length;
  }

  /** A path by its number. */
  String path(int number) {
    return paths[number];
  }

  /** Number of a mesh's path. */
  int number(int mesh) {
    return numbers[mesh];
  }

  /** Sets the values of a path and of all below it; nothing if the stage has no such path. */
  void cover(String path, byte[] valueByNumber, byte value) {
    if (path.isEmpty()) {
      return;
    }
    int exact = Arrays.binarySearch(paths, path);
    if (exact >= 0) {
      valueByNumber[exact] = value;
    }
    String stem = path.equals(ROOT) ? "" : path;
    int from = firstFrom(stem + SEPARATOR);
    Arrays.fill(valueByNumber, from, firstFrom(stem + BEHIND_SEPARATOR), value);
  }

  /** Number of the first path that is not before this one. */
  private int firstFrom(String path) {
    int found = Arrays.binarySearch(paths, path);
    return found >= 0 ? found : -found - 1;
  }
}
