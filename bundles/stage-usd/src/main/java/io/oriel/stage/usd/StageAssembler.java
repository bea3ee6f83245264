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
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Builds a stage from a worker's frames. Trusts nothing in them: every number is checked against
 * what arrived before. Used by one thread.
 */
final class StageAssembler {
  private static final int MAX_WARNINGS = 1000;

  private final Opening opening;
  private final Settings settings;
  private final UsdTree.Builder tree;
  private final Surfaces surfaces = new Surfaces(this::warn);
  private final Textures textures;
  private final List<String> labels = new ArrayList<>();
  private final List<TransformNode> nodes = new ArrayList<>();
  private final BitSet finite = new BitSet();
  private final List<VisibilityTrack> tracks = new ArrayList<>();
  private final List<Draw> draws = new ArrayList<>();
  private final List<PlacedCamera> cameras = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final List<Path> files = new ArrayList<>();
  private Optional<Metadata> metadata = Optional.empty();
  private int nowhere;

  StageAssembler(Opening opening) {
    this.opening = opening;
    this.settings = opening.settings();
    this.tree = new UsdTree.Builder(settings.maxPrims());
    this.textures = new Textures(settings.maxTextureBytes(), this::warn);
  }

  /** Takes a frame that describes a part of the stage. */
  void accept(Frame frame) throws MalformedFrameException {
    Payload payload = frame.payload();
    switch (frame.kind()) {
      case Wire.STAGE -> metadata(payload);
      case Wire.PRIMS -> prims(payload);
      case Wire.NODE -> node(payload);
      case Wire.TRACK -> track(payload);
      case Wire.GEOMETRY -> surfaces.geometry(payload);
      case Wire.PART -> surfaces.part(payload);
      case Wire.COORDINATES -> surfaces.coordinates(payload);
      case Wire.DEFORMATION -> surfaces.pose(payload, known().start);
      case Wire.TEXTURE -> textures.read(payload);
      case Wire.LABEL -> labels.add(payload.string());
      case Wire.DRAWS -> draws(payload);
      case Wire.CAMERA -> camera(payload);
      case Wire.FILE -> file(payload.string());
      case Wire.WARNING -> warn(payload.string());
      default -> throw new MalformedFrameException("a frame of kind " + frame.kind());
    }
    payload.end();
  }

  /** The stage, when the worker says that all of it was sent. */
  StageContents finish() throws MalformedFrameException {
    Metadata known = known();
    if (nowhere > 0) {
      warn(nowhere + " meshes or cameras without a finite transform are left out");
    }
    UsdGeometry geometry =
        new UsdGeometry(draws, nodes, tracks, cameras(known), known.start, known.end);
    StageInfo.Builder info =
        StageInfo.builder()
            .rootPrimPath(known.rootPrimPath)
            .up(known.up)
            .metersPerUnit(known.metersPerUnit)
            .timeRange(known.start, known.end, known.codesPerSecond)
            .bounds(bounds(geometry, known.start))
            .warnings(warnings)
            .files(files);
    if (!known.defaultCamera.isEmpty()) {
      info.defaultCamera(known.defaultCamera);
    }
    return new StageContents(info.build(), tree.build(), geometry);
  }

  private Metadata known() throws MalformedFrameException {
    return metadata.orElseThrow(() -> new MalformedFrameException("no metadata yet"));
  }

  private void file(String path) throws MalformedFrameException {
    try {
      files.add(Path.of(path));
    } catch (InvalidPathException bad) {
      throw new MalformedFrameException("a file without a usable name");
    }
  }

  private void metadata(Payload payload) throws MalformedFrameException {
    String root = payload.string();
    Vector3 up = payload.u8() == 0 ? new Vector3(0, 1, 0) : new Vector3(0, 0, 1);
    double meters = payload.f64();
    double start = payload.f64();
    double end = payload.f64();
    double codes = payload.f64();
    String camera = payload.string();
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
    metadata = Optional.of(new Metadata(root, up, meters, start, end, codes, camera));
  }

  private void prims(Payload payload) throws MalformedFrameException {
    int count = payload.count(16);
    for (int k = 0; k < count; k++) {
      tree.add(payload.i32(), payload.string(), payload.string(), payload.string());
    }
  }

  private void node(Payload payload) throws MalformedFrameException {
    int parent = payload.number(-1, nodes.size(), "node");
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
    int parent = payload.number(-1, tracks.size(), "track");
    int count = payload.count(Double.BYTES + 1);
    tracks.add(new VisibilityTrack(parent, payload.doubles(count), payload.bytes(count)));
  }

  private void draws(Payload payload) throws MalformedFrameException {
    int count = payload.count(41 + 16 * Double.BYTES);
    if (draws.size() + count > settings.maxMeshes()) {
      throw new MalformedFrameException("more than " + settings.maxMeshes() + " meshes");
    }
    for (int k = 0; k < count; k++) {
      draw(payload);
    }
  }

  private void draw(Payload payload) throws MalformedFrameException {
    int number = payload.number(0, surfaces.count(), "geometry");
    int row = payload.number(0, tree.size(), "prim");
    int node = payload.number(-1, nodes.size(), "node");
    int track = payload.number(-1, tracks.size(), "track");
    MeshData mesh = mesh(payload, number, tree.path(row));
    double[] matrix = payload.doubles(16);
    if (placed(matrix, node)) {
      draws.add(new Draw(mesh, node, track, matrix, surfaces.poses(number)));
    } else {
      nowhere++;
    }
  }

  /** A surface as one draw shows it. */
  private MeshData mesh(Payload payload, int number, String path) throws MalformedFrameException {
    Surface surface = surfaces.get(number);
    MeshData.Builder mesh =
        MeshData.builder(path, surface.points(), surface.indices())
            .doubleSided(surface.doubleSided());
    surface.normals().ifPresent(mesh::normals);
    ColorSource source = payload.pick(ColorSource.values(), "colour source");
    float[] color = {payload.f32(), payload.f32(), payload.f32()};
    mesh.colors(
        source.choose(
            surface.colors(), PolygonSurface.shown(new Primvar(Interpolation.CONSTANT, color))));
    int texture = payload.number(-1, textures.count(), "texture");
    Optional<Primvar> coordinates = surfaces.coordinates(payload, number);
    if (texture >= 0 && coordinates.isPresent()) {
      textures.get(texture).ifPresent(picture -> mesh.texture(picture, coordinates.get()));
    }
    int label = payload.number(-1, labels.size(), "label");
    if (label >= 0) {
      mesh.label(labels.get(label));
    }
    return mesh.build();
  }

  private boolean placed(double[] matrix, int node) {
    return Matrices.finite(matrix) && (node < 0 || finite.get(node));
  }

  private void camera(Payload payload) throws MalformedFrameException {
    int row = payload.number(0, tree.size(), "prim");
    int node = payload.number(-1, nodes.size(), "node");
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
      warnings.add(opening.told(text));
    }
  }

  private record Metadata(
      String rootPrimPath,
      Vector3 up,
      double metersPerUnit,
      double start,
      double end,
      double codesPerSecond,
      String defaultCamera) {}

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
