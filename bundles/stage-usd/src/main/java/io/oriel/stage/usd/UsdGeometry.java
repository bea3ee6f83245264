package io.oriel.stage.usd;

import io.oriel.api.stage.MeshData;
import io.oriel.api.stage.SceneSample;
import io.oriel.api.stage.StageCamera;
import io.oriel.api.stage.StageGeometry;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Everything drawn, and where it is at any time, computed from samples in memory. */
final class UsdGeometry implements StageGeometry {
  private final List<Draw> draws;
  private final List<MeshData> meshes;
  private final List<TransformNode> nodes;
  private final List<VisibilityTrack> tracks;
  private final List<StageCamera> cameras;
  private final double start;
  private final double end;
  private final int[] moving;
  private final int[] blinking;
  private final int[] deforming;

  /** The work space of whoever sampled last; one thread samples, others only cost a new one. */
  private volatile WorkSpace workSpace;

  UsdGeometry(
      List<Draw> draws,
      List<TransformNode> nodes,
      List<VisibilityTrack> tracks,
      List<StageCamera> cameras,
      double start,
      double end) {
    this.draws = List.copyOf(draws);
    this.meshes = this.draws.stream().map(Draw::mesh).toList();
    this.nodes = List.copyOf(nodes);
    this.tracks = List.copyOf(tracks);
    this.cameras = List.copyOf(cameras);
    this.start = start;
    this.end = end;
    this.moving = numbers(draw -> draw.node() >= 0);
    this.blinking = numbers(draw -> draw.track() >= 0);
    this.deforming = numbers(draw -> draw.poses().isPresent());
  }

  private int[] numbers(Predicate<Draw> which) {
    return IntStream.range(0, draws.size()).filter(n -> which.test(draws.get(n))).toArray();
  }

  @Override
  public List<MeshData> meshes() {
    return meshes;
  }

  @Override
  public List<StageCamera> cameras() {
    return cameras;
  }

  @Override
  public void sample(double timeCode, SceneSample into) {
    double time = timeCode >= start ? Math.min(timeCode, end) : start;
    WorkSpace space = workSpace;
    if (space == null || space.owner != into) {
      space = new WorkSpace(into, nodes.size(), tracks.size());
      place(into);
      workSpace = space;
    }
    space.pose(nodes, time);
    for (int draw : moving) {
      Draw drawn = draws.get(draw);
      Matrices.multiply(
          drawn.matrix(), 0, space.worlds, drawn.node() * 16, into.transforms(), draw * 16);
    }
    show(time, space, into);
    for (int draw : deforming) {
      into.points()[draw] = draws.get(draw).poses().orElseThrow().at(time);
    }
  }

  /** What never changes is written once into each sample. */
  private void place(SceneSample into) {
    for (int draw = 0; draw < draws.size(); draw++) {
      System.arraycopy(draws.get(draw).matrix(), 0, into.transforms(), draw * 16, 16);
    }
  }

  private void show(double time, WorkSpace space, SceneSample into) {
    for (int track = 0; track < tracks.size(); track++) {
      VisibilityTrack visibility = tracks.get(track);
      int parent = visibility.parent();
      space.shown[track] = (parent < 0 || space.shown[parent]) && visibility.at(time);
    }
    for (int draw : blinking) {
      into.visible()[draw] = space.shown[draws.get(draw).track()];
    }
  }

  /** Where the moving prims are; belongs to one sample and so to one thread. */
  static final class WorkSpace {
    private final SceneSample owner;
    private final double[] worlds;
    private final double[] local = new double[16];
    private final double[] scratch = new double[32];
    private final boolean[] shown;

    WorkSpace(SceneSample owner, int nodes, int tracks) {
      this.owner = owner;
      this.worlds = new double[nodes * 16];
      this.shown = new boolean[tracks];
    }

    void pose(List<TransformNode> nodes, double time) {
      for (int number = 0; number < nodes.size(); number++) {
        TransformNode node = nodes.get(number);
        Matrices.identity(local, 0);
        List<Operation> operations = node.operations();
        for (int k = 0; k < operations.size(); k++) {
          operations.get(k).prepend(time, local, scratch);
        }
        if (node.parent() < 0) {
          Matrices.multiply(local, 0, node.base(), 0, worlds, number * 16);
        } else {
          Matrices.multiply(local, 0, node.base(), 0, scratch, 0);
          Matrices.multiply(scratch, 0, worlds, node.parent() * 16, worlds, number * 16);
        }
      }
    }

    /** The world transform of a node after {@link #pose}. */
    void world(int node, double[] into) {
      System.arraycopy(worlds, node * 16, into, 0, 16);
    }
  }
}
