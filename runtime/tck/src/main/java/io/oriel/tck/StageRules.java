package io.oriel.tck;

import io.oriel.api.geometry.Bounds;
import io.oriel.api.geometry.Matrix4;
import io.oriel.api.geometry.Vector3;
import io.oriel.api.stage.MeshData;
import io.oriel.api.stage.Prim;
import io.oriel.api.stage.Primvar;
import io.oriel.api.stage.SceneSample;
import io.oriel.api.stage.Stage;
import io.oriel.api.stage.StageCamera;
import io.oriel.api.stage.StageGeometry;
import io.oriel.api.stage.StageInfo;
import io.oriel.api.stage.StageTree;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is wrong with a stage, in words. */
final class StageRules {
  private StageRules() {}

  /** Every prim but the pseudo-root, parents first. */
  static List<Prim> prims(StageTree tree) {
    List<Prim> found = new ArrayList<>();
    Deque<Prim> next = new ArrayDeque<>(tree.children("/"));
    while (!next.isEmpty()) {
      Prim prim = next.removeFirst();
      found.add(prim);
      next.addAll(tree.children(prim.path()));
    }
    return found;
  }

  static List<String> tree(StageTree tree) {
    List<String> wrong = new ArrayList<>();
    if (tree.prim("/").isEmpty()) {
      wrong.add("there is no pseudo-root /");
    }
    List<Prim> prims = prims(tree);
    if (prims.size() != tree.count()) {
      wrong.add("count is " + tree.count() + ", and " + prims.size() + " prims are found");
    }
    for (Prim prim : prims) {
      if (!tree.prim(prim.path()).equals(Optional.of(prim))) {
        wrong.add(prim.path() + " is not found by its path");
      }
      if (!prim.path().endsWith("/" + prim.name()) || prim.name().isEmpty()) {
        wrong.add(prim.path() + " is called " + prim.name());
      }
      if (prim.hasChildren() == tree.children(prim.path()).isEmpty()) {
        wrong.add(prim.path() + " has children or not, and says otherwise");
      }
      for (Prim child : tree.children(prim.path())) {
        if (!child.path().equals(prim.path() + "/" + child.name())) {
          wrong.add(child.path() + " is a child of " + prim.path());
        }
      }
    }
    return wrong;
  }

  static List<String> info(Stage stage) {
    List<String> wrong = new ArrayList<>();
    StageInfo info = stage.info();
    boolean upright =
        info.up().equals(new Vector3(0, 1, 0)) || info.up().equals(new Vector3(0, 0, 1));
    check(wrong, upright, "up is " + info.up());
    check(wrong, info.metersPerUnit() > 0, "metersPerUnit is " + info.metersPerUnit());
    check(wrong, info.endTimeCode() >= info.startTimeCode(), "time ends before it starts");
    check(wrong, info.timeCodesPerSecond() > 0, "timeCodesPerSecond is not above zero");
    check(
        wrong,
        stage.tree().prim(info.rootPrimPath()).isPresent(),
        "there is no root prim " + info.rootPrimPath());
    List<String> cameras = stage.geometry().cameras().stream().map(StageCamera::path).toList();
    info.defaultCamera()
        .ifPresent(path -> check(wrong, cameras.contains(path), "there is no camera " + path));
    return wrong;
  }

  private static void check(List<String> wrong, boolean right, String what) {
    if (!right) {
      wrong.add(what);
    }
  }

  static List<String> mesh(MeshData mesh) {
    List<String> wrong = new ArrayList<>();
    String path = mesh.path();
    check(wrong, path.startsWith("/"), path + " is no path");
    check(wrong, mesh.points().length % 3 == 0, path + ": points are not of three numbers");
    check(wrong, mesh.indices().length % 3 == 0, path + ": triangles are not of three indices");
    for (int index : mesh.indices()) {
      if (index < 0 || index >= mesh.pointCount()) {
        wrong.add(path + ": there is no point " + index);
        break;
      }
    }
    check(wrong, fits(mesh, mesh.colors(), 3), path + ": colours do not fit the mesh");
    mesh.normals()
        .ifPresent(each -> check(wrong, fits(mesh, each, 3), path + ": normals do not fit"));
    mesh.textureCoordinates()
        .ifPresent(each -> check(wrong, fits(mesh, each, 2), path + ": coordinates do not fit"));
    check(
        wrong,
        mesh.texture().isEmpty() || mesh.textureCoordinates().isPresent(),
        path + ": a texture without coordinates");
    return wrong;
  }

  private static boolean fits(MeshData mesh, Primvar values, int each) {
    int count =
        switch (values.interpolation()) {
          case CONSTANT -> 1;
          case TRIANGLE -> mesh.triangleCount();
          case POINT -> mesh.pointCount();
          case CORNER -> mesh.indices().length;
        };
    return values.values().length == count * each;
  }

  /** Where everything is, as one value that can be compared. */
  static List<Object> sampled(StageGeometry geometry, double time, SceneSample into) {
    geometry.sample(time, into);
    List<Object> all = new ArrayList<>();
    for (int mesh = 0; mesh < geometry.meshes().size(); mesh++) {
      all.add(Matrix4.of(into.transforms(), mesh * 16));
      all.add(into.visible()[mesh]);
      all.add(Arrays.hashCode(into.points()[mesh]));
    }
    return all;
  }

  /** Bounds of all that is drawn at a time. */
  static Bounds bounds(StageGeometry geometry, double time) {
    Bounds all = Bounds.EMPTY;
    for (Bounds each : boundsOfMeshes(geometry, time)) {
      all = each.isEmpty() ? all : all.including(each.min()).including(each.max());
    }
    return all;
  }

  /** Bounds of each mesh at a time, empty of one that is not drawn. */
  static List<Bounds> boundsOfMeshes(StageGeometry geometry, double time) {
    SceneSample sample = new SceneSample(geometry);
    geometry.sample(time, sample);
    List<Bounds> all = new ArrayList<>();
    for (int mesh = 0; mesh < geometry.meshes().size(); mesh++) {
      boolean drawn = sample.visible()[mesh];
      all.add(drawn ? bounds(geometry.meshes().get(mesh), mesh, sample) : Bounds.EMPTY);
    }
    return all;
  }

  private static Bounds bounds(MeshData mesh, int number, SceneSample sample) {
    Matrix4 place = Matrix4.of(sample.transforms(), number * 16);
    float[] points = sample.points()[number];
    Bounds bounds = Bounds.EMPTY;
    for (int index : mesh.indices()) {
      Vector3 point = new Vector3(points[index * 3], points[index * 3 + 1], points[index * 3 + 2]);
      bounds = bounds.including(place.transformPoint(point));
    }
    return bounds;
  }

  /** Whether a value of a property is made of what JSON is made of. */
  static boolean isPlain(Object value) {
    return switch (value) {
      case Boolean truth -> true;
      case Long number -> true;
      case Double number -> Double.isFinite(number);
      case String text -> true;
      case List<?> list -> list.stream().allMatch(StageRules::isPlain);
      case Map<?, ?> map ->
          map.keySet().stream().allMatch(String.class::isInstance)
              && map.values().stream().allMatch(StageRules::isPlain);
      case null, default -> false;
    };
  }
}
