package io.oriel.stage.usd;

import io.oriel.api.stage.Interpolation;
import io.oriel.api.stage.Primvar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** All surfaces of a stage while it is loaded, by the worker's numbers. */
final class Surfaces {
  private static final Integer[] AXES = {0, 1, 2};

  private final List<Surface> surfaces = new ArrayList<>();
  private final Map<ImplicitShape, Surface> shapes = new HashMap<>();
  private final Map<Integer, PolygonSurface> polygons = new HashMap<>();

  /** The mesh that each part was cut out of. */
  private final Map<Integer, Integer> wholes = new HashMap<>();

  private final Map<Integer, Poses> poses = new HashMap<>();
  private final List<Coordinates> coordinates = new ArrayList<>();
  private final Consumer<String> warnings;

  /** Texture coordinates of one surface; without values if they do not fit it. */
  private record Coordinates(int surface, Optional<Primvar> values) {}

  Surfaces(Consumer<String> warnings) {
    this.warnings = warnings;
  }

  Surface get(int number) {
    return surfaces.get(number);
  }

  int count() {
    return surfaces.size();
  }

  /** What the points do over time, if they move. */
  Optional<Poses> poses(int number) {
    return Optional.ofNullable(poses.get(wholes.getOrDefault(number, number)));
  }

  void geometry(Payload payload) throws MalformedFrameException {
    String path = payload.string();
    int kind = payload.u8();
    if (kind == 0) {
      add(mesh(payload, text -> warnings.accept(path + ": " + text)));
    } else if (kind <= ImplicitShape.Kind.values().length) {
      surfaces.add(shape(payload, ImplicitShape.Kind.values()[kind - 1]));
    } else {
      throw new MalformedFrameException("shape " + kind);
    }
  }

  private void add(PolygonSurface polygon) {
    polygons.put(surfaces.size(), polygon);
    surfaces.add(polygon.surface());
  }

  private static PolygonSurface mesh(Payload payload, Consumer<String> warn)
      throws MalformedFrameException {
    int flags = payload.u8();
    Polygons polygons =
        new Polygons(
            payload.floats(3),
            payload.ints(),
            payload.ints(),
            payload.ints(),
            (flags & 2) != 0,
            (flags & 4) != 0);
    SurfaceValues normals = SurfaceValues.read(payload, 3);
    SurfaceValues colors = SurfaceValues.read(payload, 3);
    boolean deforming = (flags & 8) != 0;
    return PolygonSurface.of(polygons, normals, colors, (flags & 1) != 0, deforming, warn);
  }

  private Surface shape(Payload payload, ImplicitShape.Kind kind) throws MalformedFrameException {
    boolean doubleSided = (payload.u8() & 1) != 0;
    int axis = payload.pick(AXES, "axis");
    ImplicitShape shape =
        new ImplicitShape(kind, axis, payload.f64(), payload.f64(), payload.f64(), doubleSided);
    Surface surface = shapes.computeIfAbsent(shape, ImplicitShape::surface);
    SurfaceValues colors = SurfaceValues.read(payload, 3);
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

  /** Some faces of a mesh that was sent before, as a surface of their own. */
  void part(Payload payload) throws MalformedFrameException {
    int whole = payload.i32();
    PolygonSurface part = MeshPart.read(payload, polygon(whole));
    wholes.put(surfaces.size(), whole);
    add(part);
  }

  void coordinates(Payload payload) throws MalformedFrameException {
    int number = payload.i32();
    TextureTransform transform = new TextureTransform(payload.doubles(6));
    PolygonSurface polygon = polygon(number);
    SurfaceValues values = SurfaceValues.read(payload, 2);
    coordinates.add(new Coordinates(number, polygon.coordinates(values).map(transform::applied)));
  }

  private PolygonSurface polygon(int number) throws MalformedFrameException {
    PolygonSurface polygon = polygons.get(number);
    if (polygon == null) {
      throw new MalformedFrameException("mesh " + number);
    }
    return polygon;
  }

  /** Those that come next in the payload, if they fit the surface; none for -1. */
  Optional<Primvar> coordinates(Payload payload, int surface) throws MalformedFrameException {
    int number = payload.number(-1, coordinates.size(), "coordinates");
    if (number < 0) {
      return Optional.empty();
    }
    Coordinates found = coordinates.get(number);
    if (found.surface != surface) {
      throw new MalformedFrameException("coordinates " + number + " of another mesh");
    }
    return found.values;
  }

  /**
   * The points of a mesh at its next time.
   *
   * @param start time of the first ones
   */
  void pose(Payload payload, double start) throws MalformedFrameException {
    int surface = payload.i32();
    double step = payload.f64();
    float[] points = payload.floats(3);
    polygon(surface);
    Poses all = poses.computeIfAbsent(surface, same -> new Poses(start, step));
    if (!(step > 0)
        || step != all.step()
        || points.length != surfaces.get(surface).points().length) {
      throw new MalformedFrameException("a pose that does not fit its mesh");
    }
    all.add(points);
  }
}
