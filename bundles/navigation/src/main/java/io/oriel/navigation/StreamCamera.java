package io.oriel.navigation;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.geometry.Bounds;
import io.oriel.api.geometry.Vector3;
import io.oriel.api.message.ServerMessage;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.render.Camera;
import io.oriel.api.render.ViewState;
import io.oriel.api.stage.StageCamera;
import io.oriel.api.stream.StageStatus;
import io.oriel.api.stream.StreamControl;
import io.oriel.api.stream.StreamInfo;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The camera of a stream, which all its viewers share: whoever steers last decides, and everyone
 * goes on from where it is. Any thread.
 */
final class StreamCamera {
  /** Name of the camera that is none of the stage's. */
  static final String FREE = "__orbit__";

  /** A way to steer. */
  interface Steering {
    Rig apply(Rig rig, Scene scene);
  }

  /** What tells stages apart: the next one is drawn a moment before the status says so. */
  private record Shown(long opened, Scene scene) {}

  private final StreamControl control;
  private final Supplier<Limits> limits;
  private final CounterSet<NavigationCounter> counters;
  private final Consumer<Supplier<ServerMessage>> announce;
  private final double aspect;

  // Guarded by this.
  private Optional<Camera> steered = Optional.empty();
  private double steeredDistance;
  private String active = FREE;
  private long activeGeneration = -1;

  /**
   * @param announce tells every viewer of the stream what is
   */
  StreamCamera(
      StreamControl control,
      Supplier<Limits> limits,
      CounterSet<NavigationCounter> counters,
      Consumer<Supplier<ServerMessage>> announce) {
    this.control = control;
    this.limits = limits;
    this.counters = counters;
    this.announce = announce;
    StreamInfo info = control.info();
    this.aspect = (double) info.width() / info.height();
  }

  int pictureHeight() {
    return control.info().height();
  }

  /** Steers from where the camera is now; nothing while nothing is shown. */
  void steer(Steering steering) {
    if (move(steering)) {
      tellActive();
    }
  }

  private void tellActive() {
    announce.accept(() -> new CameraChanged(active()));
  }

  /** True if it was a camera of the stage until now. */
  private synchronized boolean move(Steering steering) {
    Shown stage = shown();
    Optional<Camera> shown = control.camera();
    if (shown.isEmpty()) {
      return false;
    }
    Scene scene = stage.scene();
    Rig rig = rig(shown.get(), scene);
    Rig next = steering.apply(rig, scene).before(scene);
    if (!next.isSane(scene, rig)) {
      counters.increment(NavigationCounter.MOVES_REFUSED);
      return false;
    }
    counters.increment(NavigationCounter.MOVES);
    boolean wasNamed = !active().equals(FREE);
    Camera camera = next.camera(scene);
    control.updateView(view ->
        // The work of another viewer stays.
        control.camera().equals(shown) ? replaced(view, stage, camera) : view);
    steered = Optional.of(camera);
    steeredDistance = next.distance();
    active = FREE;
    return wasNamed;
  }

  /** Leaves the view of a stage that was opened meanwhile as it is. */
  private ViewState replaced(ViewState view, Shown stage, Camera camera) {
    return shown().equals(stage) ? view.with().camera(camera).build() : view;
  }

  private Scene scene() {
    return Scene.of(control.stageInfo(), limits.get());
  }

  private Shown shown() {
    return new Shown(control.status().stage().opened(), scene());
  }

  /** The camera that is shown; what it turns about is remembered while nobody else moves it. */
  private Rig rig(Camera shown, Scene scene) {
    Rig rig = Rig.of(shown, scene);
    return steered.filter(shown::equals).isPresent() ? rig.withDistance(steeredDistance) : rig;
  }

  /** Path of the stage's camera through which it is seen, or {@link #FREE}. */
  synchronized String active() {
    StageStatus stage = control.status().stage();
    if (stage.generation() != activeGeneration) {
      activeGeneration = stage.generation();
      active = present();
    }
    return active;
  }

  private String present() {
    Optional<Camera> shown = control.camera();
    return control.cameras().stream()
        .filter(camera -> shown.isPresent() && Camera.of(camera, aspect).equals(shown))
        .map(StageCamera::path)
        .findFirst()
        .orElse(FREE);
  }

  /**
   * Looks through a camera of the stage, or no longer through any.
   *
   * @throws OrielException if the stage has no such camera, or nothing is seen through it
   */
  synchronized void choose(String path) throws OrielException {
    Shown stage = shown();
    Camera camera;
    if (path.equals(FREE)) {
      camera = control.camera().orElseThrow(StreamCamera::nothingShown);
    } else {
      camera = Camera.of(named(path), aspect).orElseThrow(() -> framesNothing(path));
    }
    control.updateView(view -> replaced(view, stage, camera));
    activeGeneration = control.status().stage().generation();
    active = path;
  }

  private StageCamera named(String path) throws OrielException {
    return control.cameras().stream()
        .filter(camera -> camera.path().equals(path))
        .findFirst()
        .orElseThrow(
            () -> new OrielException(ErrorCode.NOT_FOUND, "the stage has no camera " + path));
  }

  private static OrielException framesNothing(String path) {
    return new OrielException(
        ErrorCode.UNSUPPORTED, "the lens of the camera " + path + " frames nothing");
  }

  private static OrielException nothingShown() {
    return new OrielException(ErrorCode.NOT_FOUND, "no stage is shown");
  }

  /** Looks again from where the stage was seen first. */
  void home() {
    synchronized (this) {
      control.updateView(view -> view.with().defaultCamera().build());
      activeGeneration = -1;
    }
    tellActive();
  }

  /** Has all of a box in the picture. */
  void fit(Bounds bounds) {
    steer((rig, scene) -> rig.fit(sized(bounds, scene), aspect));
  }

  /** A box that can be fitted: a point gets a surrounding in proportion to the stage. */
  private static Bounds sized(Bounds bounds, Scene scene) {
    if (bounds.isEmpty() || bounds.diagonal() > scene.nearest()) {
      return bounds;
    }
    double half = scene.radius() / 100;
    Vector3 by = new Vector3(half, half, half);
    return new Bounds(bounds.min().minus(by), bounds.max().plus(by));
  }

  /**
   * Where the camera is.
   *
   * @throws OrielException if nothing is shown
   */
  synchronized CameraState state() throws OrielException {
    Camera shown = control.camera().orElseThrow(StreamCamera::nothingShown);
    Scene scene = scene();
    return CameraState.of(rig(shown, scene), scene, active());
  }

  /** The cameras of the stage. */
  CameraList list() {
    List<CameraList.Item> items =
        control.cameras().stream()
            .map(camera ->
                new CameraList.Item(
                    camera.path(),
                    camera.path().substring(camera.path().lastIndexOf('/') + 1),
                    camera.focalLength()))
            .toList();
    return new CameraList(items, active(), control.status().stage().generation());
  }
}
