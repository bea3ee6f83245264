package io.oriel.navigation;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.geometry.Bounds;
import io.oriel.api.message.ServerMessage;
import io.oriel.api.metrics.CounterReading;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.selection.SelectionService;
import io.oriel.api.stream.StageStatus;
import io.oriel.api.stream.StreamControl;
import io.oriel.api.stream.StreamStatus;
import io.oriel.api.time.Clock;
import io.oriel.api.transport.Viewer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A stream, its camera, and the viewers who steer it. Any thread. */
final class StreamNavigation implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(StreamNavigation.class.getName());

  private final StreamControl control;
  private final Supplier<NavigationSettings> settings;
  private final Supplier<Optional<SelectionService>> selection;
  private final CounterSet<NavigationCounter> counters;
  private final StreamCamera camera;
  private final Ticker ticker;
  private final Fits fits;
  private final Map<Viewer, ViewerInput> viewers = new ConcurrentHashMap<>();
  private final Consumer<Supplier<ServerMessage>> announce;
  private final AutoCloseable listening;

  // Used by the thread that tells the status.
  private long generation = -1;
  private long opened = -1;

  /**
   * @param threads runs each task on a thread of its own
   * @param announce tells every viewer of the stream
   */
  StreamNavigation(
      StreamControl control,
      Clock clock,
      Executor threads,
      Supplier<NavigationSettings> settings,
      Supplier<Optional<SelectionService>> selection,
      Consumer<Supplier<ServerMessage>> announce) {
    this.control = control;
    this.settings = settings;
    this.selection = selection;
    this.announce = announce;
    String name = control.info().name();
    counters = new CounterSet<>(NavigationCounter.class, Map.of("stream", name));
    camera = new StreamCamera(control, () -> settings.get().limits(), counters, announce);
    ticker =
        new Ticker("oriel-fly-" + name, clock, control.info().framesPerSecond(), this::advance);
    fits = new Fits(threads);
    listening = control.listen(this::follow);
  }

  /** Tells of the cameras of a stage that was loaded again; greetings tell of another stage. */
  private void follow(StreamStatus status) {
    StageStatus stage = status.stage();
    boolean again = stage.opened() == opened && stage.generation() != generation;
    generation = stage.generation();
    opened = stage.opened();
    if (again) {
      announce.accept(camera::list);
      announce.accept(() -> new CameraChanged(camera.active()));
    }
  }

  List<CounterReading> counters() {
    return counters.readings();
  }

  StreamCamera camera() {
    return camera;
  }

  /** What this viewer does. */
  ViewerInput of(Viewer viewer) {
    return viewers.computeIfAbsent(
        viewer,
        v -> new ViewerInput(v, camera, selection, this::fitSelection, settings, counters, ticker));
  }

  /** Input that somebody may not give. */
  void ignore() {
    counters.increment(NavigationCounter.INPUT_IGNORED);
  }

  void left(Viewer viewer) {
    Optional.ofNullable(viewers.remove(viewer)).ifPresent(ViewerInput::cancel);
  }

  private boolean advance(double seconds) {
    boolean moving = false;
    for (ViewerInput viewer : viewers.values()) {
      moving |= viewer.advance(seconds);
    }
    return moving;
  }

  private void fitSelection() {
    fit(List.of(), () -> {}, problem -> {});
  }

  /**
   * Has prims in the picture; if none is named the selection, without one everything. Returns at
   * once.
   *
   * @param fitted run when they are
   * @param failed hears why they are not
   */
  void fit(List<String> named, Fits.Fit fitted, Consumer<Problem> failed) {
    fits.add(
        () -> {
          long opened = control.status().stage().opened();
          Bounds bounds = named.isEmpty() ? selectionOrAll() : bounds(named);
          if (control.status().stage().opened() != opened) {
            throw new OrielException(ErrorCode.SUPERSEDED, "another stage was opened");
          }
          camera.fit(bounds);
          fitted.run();
        },
        failed);
  }

  private Bounds selectionOrAll() {
    List<String> selected = selection.get().map(SelectionService::selected).orElse(List.of());
    Bounds bounds = selected.isEmpty() ? Bounds.EMPTY : control.bounds(selected);
    return bounds.isEmpty() ? control.stageInfo().bounds() : bounds;
  }

  /** What is drawn of prims; those that do not exist are left out. */
  private Bounds bounds(List<String> paths) throws OrielException {
    List<String> known = paths.stream().filter(path -> control.prim(path).isPresent()).toList();
    if (known.isEmpty()) {
      throw new OrielException(ErrorCode.NOT_FOUND, "the stage has no prim " + paths.getFirst());
    }
    Bounds bounds = control.bounds(known);
    if (bounds.isEmpty()) {
      throw new OrielException(ErrorCode.NOT_FOUND, "nothing is drawn of " + known.getFirst());
    }
    return bounds;
  }

  /**
   * Gives a viewer another tool.
   *
   * @return the state of the camera, as that viewer is told
   * @throws OrielException if nothing is shown
   */
  CameraState use(Viewer viewer, Tool tool) throws OrielException {
    of(viewer).use(tool);
    return camera.state().with(tool);
  }

  /**
   * Gives a viewer the tool of a mode.
   *
   * @throws OrielException if there is no such mode, or nothing is shown
   */
  CameraState useMode(Viewer viewer, String mode) throws OrielException {
    Tool tool =
        Tool.ofMode(mode)
            .orElseThrow(() ->
                new OrielException(
                    ErrorCode.UNSUPPORTED, "the modes are viewer, dcc and fly, not " + mode));
    return use(viewer, tool);
  }

  /** True if a place is in the picture. */
  boolean shows(double x, double y) {
    return x >= 0 && y >= 0 && x < control.info().width() && y < control.info().height();
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (Exception e) {
      LOG.log(System.Logger.Level.WARNING, "A navigation did not end as it should", e);
    }
    ticker.close();
    fits.close();
    viewers.values().forEach(ViewerInput::cancel);
    viewers.clear();
  }
}
