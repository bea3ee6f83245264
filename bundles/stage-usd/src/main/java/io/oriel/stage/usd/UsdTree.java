package io.oriel.stage.usd;

import io.oriel.api.stage.Prim;
import io.oriel.api.stage.StageTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The prims of a stage in memory. */
final class UsdTree implements StageTree {
  private final Map<String, Integer> numbers;
  private final Prim[] prims;
  private final int[][] children;

  private UsdTree(Map<String, Integer> numbers, Prim[] prims, int[][] children) {
    this.numbers = numbers;
    this.prims = prims;
    this.children = children;
  }

  @Override
  public Optional<Prim> prim(String path) {
    return Optional.ofNullable(numbers.get(path)).map(number -> prims[number]);
  }

  @Override
  public List<Prim> children(String path) {
    Integer number = numbers.get(path);
    if (number == null) {
      return List.of();
    }
    List<Prim> found = new ArrayList<>(children[number].length);
    for (int child : children[number]) {
      found.add(prims[child]);
    }
    return Collections.unmodifiableList(found);
  }

  @Override
  public int count() {
    return prims.length - 1;
  }

  /** Rows as they arrive, parents before children; the first is the pseudo-root. */
  static final class Builder {
    private static final long MAX_LETTERS = 1L << 27;

    private final List<String> paths = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<String> types = new ArrayList<>();
    private final List<String> kinds = new ArrayList<>();
    private final List<Integer> parents = new ArrayList<>();
    private final Map<String, String> tokens = new HashMap<>();
    private final int limit;
    private long letters;

    Builder(int limit) {
      this.limit = limit;
    }

    void add(int parent, String name, String type, String kind) throws MalformedFrameException {
      boolean root = paths.isEmpty();
      if (root ? parent != -1 : parent < 0 || parent >= paths.size()) {
        throw new MalformedFrameException("prim " + paths.size() + " below " + parent);
      }
      if (paths.size() > limit) {
        throw new MalformedFrameException("more than " + limit + " prims");
      }
      letters += root ? 1 : paths.get(parent).length() + 1L + name.length();
      if (letters > MAX_LETTERS) {
        throw new MalformedFrameException("more than " + MAX_LETTERS + " letters in paths");
      }
      String above = root || parent == 0 ? "" : paths.get(parent);
      paths.add(root ? "/" : above + "/" + name);
      names.add(root ? "/" : name);
      types.add(tokens.computeIfAbsent(type, same -> same));
      kinds.add(tokens.computeIfAbsent(kind, same -> same));
      parents.add(parent);
    }

    int size() {
      return paths.size();
    }

    String path(int row) {
      return paths.get(row);
    }

    UsdTree build() {
      if (paths.isEmpty()) {
        paths.add("/");
        names.add("/");
        types.add("");
        kinds.add("");
        parents.add(-1);
      }
      int size = paths.size();
      int[] counts = new int[size];
      for (int row = 1; row < size; row++) {
        counts[parents.get(row)]++;
      }
      int[][] children = new int[size][];
      Prim[] prims = new Prim[size];
      Map<String, Integer> numbers = HashMap.newHashMap(size);
      for (int row = 0; row < size; row++) {
        children[row] = new int[counts[row]];
        counts[row] = 0;
        boolean parent = children[row].length > 0;
        prims[row] =
            new Prim(paths.get(row), names.get(row), types.get(row), kinds.get(row), parent);
        numbers.put(paths.get(row), row);
      }
      for (int row = 1; row < size; row++) {
        int parent = parents.get(row);
        children[parent][counts[parent]++] = row;
      }
      return new UsdTree(numbers, prims, children);
    }
  }
}
