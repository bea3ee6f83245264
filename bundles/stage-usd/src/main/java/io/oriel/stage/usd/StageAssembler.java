package io.oriel.stage.usd;

import io.oriel.api.geometry.Bounds;
import io.oriel.api.geometry.Matrix4;
import io.oriel.api.geometry.Vector3;
import io.oriel.api.stage.Interpolation;
import io.oriel.api.stage.MeshData;
import io.oriel.api.stage.Primvar;
import io.oriel.api.stage.SceneSample;
import io.oriel.api.stage.StageCamera;
import io.oriel.api.stage.StageInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Builds a stage from a worker's frames. Trusts nothing in them: every number is checked against
 * what arrived before. Used by one thread.
 */
final class StageAssembler {
  private static final int MAX_WARNINGS = 1000;
  private static final float[] GREY = {0.18f, 0.18f, 0.18f};

  private final Settings settings;
  private final UsdTree.Builder tree;
  private final List<Surface> surfaces = new ArrayList<>();
  private final Map<ImplicitShape, Surface> shapes = new HashMap<>();
  private final Map<Integer, Poses> poses = new HashMap<>();
  private final List<TransformNode> nodes = new ArrayList<>();
  private final BitSet finite = new BitSet();
  private final List<VisibilityTrack> tracks = new ArrayList<>();
  private final List<Draw> draws = new ArrayList<>();
  private final List<PlacedCamera> cameras = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private Optional<Metadata> metadata = Optional.empty();
  private int nowhere;

  StageAssembler(Settings settings) {
    this.settings = settings;
    this.tree = new UsdTree.Builder(settings.maxPrims());
  }

  /** Takes a frame that describes a part of the stage. */
  void accept(Frame frame) throws MalformedFrameException {
    Payload payload = frame.payload();
    switch (frame.kind()) {
      case Wire.STAGE -> metadata(payload);
      case Wire.PRIMS -> prims(payload);
      case Wire.NODE -> node(payload);
      case Wire.TRACK -> track(payload);
      case Wire.GEOMETRY -> geometry(payload);
      case Wire.DEFORMATION -> pose(payload);
      case Wire.DRAWS -> draws(payload);
      case Wire.CAMERA -> camera(payload);
      case Wire.WARNING -> warn(payload.string());
      default -> throw new MalformedFrameException("a frame of kind " + frame.kind());
    }
    payload.end();
  }

  /** The stage, when the worker says that all of it was sent. */
  UsdStage finish() throws MalformedFrameException {
    Metadata known =
        metadata.orElseThrow(() -> new MalformedFrameException("a stage without metadata"));
    if (nowhere > 0) {
      warn(nowhere + " meshes or cameras without a finite transform are left out");
    }
    UsdGeometry geometry =
        new UsdGeometry(draws, nodes, tracks, cameras(known), known.start, known.end);
    StageInfo info =
        StageInfo.builder()
            .rootPrimPath(known.rootPrimPath)
            .up(known.up)
            .metersPerUnit(known.metersPerUnit)
            .timeRange(known.start, known.end, known.codesPerSecond)
            .bounds(bounds(geometry, known.start))
            .warnings(warnings)
            .build();
    return new UsdStage(info, tree.build(), geometry);
  }

  private void metadata(Payload payload) throws MalformedFrameException {
    String root = payload.string();
    Vector3 up = payload.u8() == 0 ? new Vector3(0, 1, 0) : new Vector3(0, 0, 1);
    double meters = payload.f64();
    double start = payload.f64();
    double end = payload.f64();
    double codes = payload.f64();
    if (!(Double.isFinite(start) && Double.isFinite(end) && start <= end)) {
      throw new MalformedFrameException("time range " + start + " to " + end);
    }
    if (!(meters > 0 && Double.isFinite(meters))) {
      warn("metersPerUnit " + meters + " is no length; 0.01 is used");
      meters = 0.01;
    }
    if (!(codes > 0 && Double.isFinite(codes))) {
      warn("timeCodesPerSecond " + codes + " is no speed; 24 is used");
      codes = 24;
    }
    metadata = Optional.of(new Metadata(root, up, meters, start, end, codes));
  }

  private void prims(Payload payload) throws MalformedFrameException {
    int count = payload.count(16);
    for (int k = 0; k < count; k++) {
      tree.add(payload.i32(), payload.string(), payload.string(), payload.string());
    }
  }

  private void node(Payload payload) throws MalformedFrameException {
    int parent = below(payload.i32(), -1, nodes.size(), "node");
    double[] base = payload.doubles(16);
    int count = payload.count(6);
    List<Operation> operations = new ArrayList<>(count);
    for (int k = 0; k < count; k++) {
      operations.add(Operation.read(payload));
    }
    TransformNode node = new TransformNode(parent, base, List.copyOf(operations));
    if (node.finite() && (parent < 0 || finite.get(parent))) {
      finite.set(nodes.size());
    }
    nodes.add(node);
  }

  private void track(Payload payload) throws MalformedFrameException {
    int parent = below(payload.i32(), -1, tracks.size(), "track");
    int count = payload.count(Double.BYTES + 1);
    tracks.add(new VisibilityTrack(parent, payload.doubles(count), payload.bytes(count)));
  }

  private void geometry(Payload payload) throws MalformedFrameException {
    String path = payload.string();
    int kind = payload.u8();
    if (kind > ImplicitShape.Kind.values().length) {
      throw new MalformedFrameException("shape " + kind);
    }
    surfaces.add(
        kind == 0
            ? mesh(payload, text -> warn(path + ": " + text))
            : shape(payload, ImplicitShape.Kind.values()[kind - 1]));
  }

  private Surface mesh(Payload payload, Consumer<String> warn) throws MalformedFrameException {
    int flags = payload.u8();
    Polygons polygons =
        new Polygons(
            payload.floats(3),
            payload.ints(),
            payload.ints(),
            payload.ints(),
            (flags & 2) != 0,
            (flags & 4) != 0);
    SurfaceValues normals = SurfaceValues.read(payload);
    SurfaceValues colors = SurfaceValues.read(payload);
    boolean deforming = (flags & 8) != 0;
    return PolygonSurface.of(polygons, normals, colors, (flags & 1) != 0, deforming, warn);
  }

  private Surface shape(Payload payload, ImplicitShape.Kind kind) throws MalformedFrameException {
    boolean doubleSided = (payload.u8() & 1) != 0;
    int axis = below(payload.u8(), 0, 3, "axis");
    ImplicitShape shape =
        new ImplicitShape(kind, axis, payload.f64(), payload.f64(), payload.f64(), doubleSided);
    Surface surface = shapes.computeIfAbsent(shape, ImplicitShape::surface);
    SurfaceValues colors = SurfaceValues.read(payload);
    if (colors.absent()) {
      return surface;
    }
    float[] first = Arrays.copyOf(colors.values(), 3);
    return new Surface(
        surface.points(),
        surface.indices(),
        surface.normals(),
        Optional.of(PolygonSurface.shown(new Primvar(Interpolation.CONSTANT, first))),
        doubleSided);
  }

  private void pose(Payload payload) throws MalformedFrameException {
    int surface = below(payload.i32(), 0, surfaces.size(), "geometry");
    double step = payload.f64();
    float[] points = payload.floats(3);
    Metadata known =
        metadata.orElseThrow(() -> new MalformedFrameException("a pose before the time range"));
    Poses all = poses.computeIfAbsent(surface, same -> new Poses(known.start, step));
    if (!(step > 0)
        || step != all.step()
        || points.length != surfaces.get(surface).points().length) {
      throw new MalformedFrameException("a pose that does not fit its mesh");
    }
    all.add(points);
  }

  private void draws(Payload payload) throws MalformedFrameException {
    int count = payload.count(29 + 16 * Double.BYTES);
    if (draws.size() + count > settings.maxMeshes()) {
      throw new MalformedFrameException("more than " + settings.maxMeshes() + " meshes");
    }
    for (int k = 0; k < count; k++) {
      draw(payload);
    }
  }

  private void draw(Payload payload) throws MalformedFrameException {
    int number = below(payload.i32(), 0, surfaces.size(), "geometry");
    int row = below(payload.i32(), 0, tree.size(), "prim");
    int node = below(payload.i32(), -1, nodes.size(), "node");
    int track = below(payload.i32(), -1, tracks.size(), "track");
    boolean colored = payload.u8() != 0;
    float[] color = {payload.f32(), payload.f32(), payload.f32()};
    double[] matrix = payload.doubles(16);
    if (!placed(matrix, node)) {
      nowhere++;
      return;
    }
    Surface surface = surfaces.get(number);
    Primvar inherited =
        PolygonSurface.shown(new Primvar(Interpolation.CONSTANT, colored ? color : GREY));
    MeshData.Builder mesh =
        MeshData.builder(tree.path(row), surface.points(), surface.indices())
            .colors(surface.colors().orElse(inherited))
            .doubleSided(surface.doubleSided());
    surface.normals().ifPresent(mesh::normals);
    draws.add(new Draw(mesh.build(), node, track, matrix, Optional.ofNullable(poses.get(number))));
  }

  private boolean placed(double[] matrix, int node) {
    return Matrices.finite(matrix) && (node < 0 || finite.get(node));
  }

  private void camera(Payload payload) throws MalformedFrameException {
    int row = below(payload.i32(), 0, tree.size(), "prim");
    int node = below(payload.i32(), -1, nodes.size(), "node");
    boolean orthographic = payload.u8() != 0;
    double[] lens = payload.doubles(5);
    double[] matrix = payload.doubles(16);
    if (placed(matrix, node) && Matrices.finite(lens)) {
      cameras.add(new PlacedCamera(tree.path(row), node, orthographic, lens, matrix));
    } else {
      nowhere++;
    }
  }

  private List<StageCamera> cameras(Metadata known) {
    UsdGeometry.WorkSpace space = new UsdGeometry.WorkSpace(null, nodes.size(), 0);
    space.pose(nodes, known.start);
    return cameras.stream().map(camera -> camera.atRest(space)).toList();
  }

  private static Bounds bounds(UsdGeometry geometry, double time) {
    SceneSample sample = new SceneSample(geometry);
    geometry.sample(time, sample);
    Map<float[], Bounds> boxes = new IdentityHashMap<>();
    WorldBounds world = new WorldBounds();
    for (int mesh = 0; mesh < geometry.meshes().size(); mesh++) {
      if (sample.visible()[mesh]) {
        Bounds box = boxes.computeIfAbsent(sample.points()[mesh], WorldBounds::of);
        world.include(box, sample.transforms(), mesh * 16);
      }
    }
    return world.bounds();
  }

  private void warn(String text) {
    if (warnings.size() < MAX_WARNINGS) {
      warnings.add(text);
    }
  }

  private static int below(int number, int from, int to, String what)
      throws MalformedFrameException {
    if (number < from || number >= to) {
      throw new MalformedFrameException(what + " " + number + " of " + to);
    }
    return number;
  }

  private record Metadata(
      String rootPrimPath,
      Vector3 up,
      double metersPerUnit,
      double start,
      double end,
      double codesPerSecond) {}

  /** A camera whose carrier may move. */
  private record PlacedCamera(
      String path, int node, boolean orthographic, double[] lens, double[] matrix) {
    StageCamera atRest(UsdGeometry.WorkSpace space) {
      double[] world = matrix;
      if (node >= 0) {
        double[] carrier = new double[16];
        space.world(node, carrier);
        world = new double[16];
        Matrices.multiply(matrix, 0, carrier, 0, world, 0);
      }
      Matrix4 toWorld = Matrix4.of(world, 0);
      return new StageCamera(
          path, toWorld, orthographic, lens[0], lens[1], lens[2], lens[3], lens[4]);
    }
  }
}
