package io.oriel.renderer.preview;

import io.oriel.api.aov.Aovs;
import io.oriel.api.stage.MeshData;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Ids for the meshes of a scene and what they stand for. There are at most as many as meshes, which
 * are a list, so none comes near 2^31.
 */
final class Segmentation {
  private final String parameter;
  private final int[] ids;

  /** What the ids stand for, from id 1 on. */
  private final List<String> names;

  private Map<String, Object> parameters = Map.of();

  private Segmentation(String parameter, int[] ids, List<String> names) {
    this.parameter = parameter;
    this.ids = ids;
    this.names = names;
  }

  /** Each mesh by itself. */
  static Segmentation instances(List<MeshData> meshes) {
    int[] ids = new int[meshes.size()];
    for (int mesh = 0; mesh < ids.length; mesh++) {
      ids[mesh] = mesh + 1;
    }
    return new Segmentation(Aovs.ID_TO_PATH, ids, meshes.stream().map(MeshData::path).toList());
  }

  /** Meshes of one label together, in the order of the labels; 0 for those without. */
  static Segmentation semantics(List<MeshData> meshes) {
    List<String> labels =
        new ArrayList<>(
            new TreeSet<>(meshes.stream().map(MeshData::label).flatMap(Optional::stream).toList()));
    Map<String, Integer> idOf = new TreeMap<>();
    labels.forEach(label -> idOf.put(label, idOf.size() + 1));
    int[] ids = meshes.stream().mapToInt(m -> m.label().map(idOf::get).orElse(0)).toArray();
    return new Segmentation(Aovs.ID_TO_LABEL, ids, labels);
  }

  int id(int mesh) {
    return ids[mesh];
  }

  /** The table of ids as a parameter of an output; made when it is first asked for. */
  Map<String, Object> parameters() {
    if (parameters.isEmpty()) {
      Map<Integer, String> table = new TreeMap<>();
      for (String name : names) {
        table.put(table.size() + 1, name);
      }
      parameters = Map.of(parameter, Collections.unmodifiableMap(table));
    }
    return parameters;
  }
}
