package io.oriel.navigation;

import io.oriel.api.geometry.Bounds;
import io.oriel.api.geometry.Matrix4;
import io.oriel.api.geometry.Vector3;
import io.oriel.api.render.Camera;
import io.oriel.api.render.ViewState;
import io.oriel.api.stage.Prim;
import io.oriel.api.stage.StageCamera;
import io.oriel.api.stage.StageInfo;
import io.oriel.api.stream.AovStatus;
import io.oriel.api.stream.StageStatus;
import io.oriel.api.stream.StatusListener;
import io.oriel.api.stream.StreamControl;
import io.oriel.api.stream.StreamInfo;
import io.oriel.api.stream.StreamState;
import io.oriel.api.stream.StreamStatus;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/**
 * A stream of 1000 by 500 pixels: a box of 20 by 20 by 20 round the origin, seen from 100 units in
 * front of it, one unit high at distance one.
 */
final class FakeStream implements InvocationHandler {
  static final Camera FIRST =
      new Camera(Matrix4.translation(new Vector3(0, 0, 100)), false, 1, 1, 1000);
  static final Bounds BOX = new Bounds(new Vector3(-10, -10, -10), new Vector3(10, 10, 10));

  final StreamControl control =
      (StreamControl)
          Proxy.newProxyInstance(
              FakeStream.class.getClassLoader(), new Class<?>[] {StreamControl.class}, this);
  final List<StageCamera> cameras = new CopyOnWriteArrayList<>();
  final Map<String, Bounds> drawn = new HashMap<>();
  Optional<Camera> shown = Optional.of(FIRST);
  StageInfo info = StageInfo.builder().bounds(BOX).build();
  volatile ViewState view = ViewState.INITIAL;
  final List<StatusListener> listeners = new CopyOnWriteArrayList<>();
  volatile long generation = 1;
  volatile long opened = 1;

  /** Happens whenever somebody asks how large something is. */
  Interruptible onBounds = () -> {};

  /** What may take its time. */
  interface Interruptible {
    void run() throws InterruptedException;
  }

  /** The stage is shown as it is now. */
  void reload() {
    generation++;
    tell();
  }

  /** Another stage is shown. */
  void open() {
    generation++;
    opened = generation;
    tell();
  }

  /** Something of the status may have changed. */
  void tell() {
    List.copyOf(listeners).forEach(listener -> listener.onStatus(status()));
  }

  /** The camera that is seen now. */
  Camera camera() {
    return view.camera().or(() -> shown).orElseThrow();
  }

  Vector3 eye() {
    return camera().cameraToWorld().origin();
  }

  /** An axis of the camera: 0 right, 1 up, 2 backwards. */
  Vector3 axis(int row) {
    Matrix4 matrix = camera().cameraToWorld();
    return new Vector3(matrix.get(row, 0), matrix.get(row, 1), matrix.get(row, 2));
  }

  void zIsUp() {
    info = StageInfo.builder().bounds(BOX).up(new Vector3(0, 0, 1)).build();
    shown =
        Optional.of(
            new Camera(
                Matrix4.lookAt(new Vector3(0, -100, 0), Vector3.ZERO, new Vector3(0, 0, 1)),
                false,
                1,
                1,
                1000));
  }

  private StreamStatus status() {
    return new StreamStatus(
        StreamState.ACTIVE,
        1,
        generation,
        true,
        false,
        Optional.empty(),
        new StageStatus(
            "a.usda", generation, opened, "/World", Optional.empty(), -1, "", Optional.empty()),
        new AovStatus("LdrColor", "LdrColor", List.of("LdrColor"), Optional.empty()));
  }

  private Bounds bounds(Collection<?> paths) {
    Bounds all = Bounds.EMPTY;
    for (Object path : paths) {
      Bounds one = drawn.getOrDefault(path, Bounds.EMPTY);
      all = one.isEmpty() ? all : all.including(one.min()).including(one.max());
    }
    return all;
  }

  @Override
  @SuppressWarnings("unchecked")
  public Object invoke(Object proxy, Method method, Object[] args) throws InterruptedException {
    return switch (method.getName()) {
      case "info" -> new StreamInfo("main", 1000, 500, 50, "fake");
      case "status" -> status();
      case "view" -> view;
      case "updateView" -> {
        view = ((UnaryOperator<ViewState>) args[0]).apply(view);
        yield null;
      }
      case "listen" -> {
        listeners.add((StatusListener) args[0]);
        listeners.getLast().onStatus(status());
        yield (AutoCloseable) () -> listeners.remove(args[0]);
      }
      case "camera" -> view.camera().or(() -> shown);
      case "cameras" -> List.copyOf(cameras);
      case "stageInfo" -> info;
      case "bounds" -> {
        onBounds.run();
        yield bounds((Collection<?>) args[0]);
      }
      case "prim" ->
          Optional.of((String) args[0])
              .filter(drawn::containsKey)
              .map(path -> new Prim(path, path, "", "", false));
      case "hashCode" -> System.identityHashCode(proxy);
      case "equals" -> proxy == args[0];
      case "toString" -> "fake";
      default -> throw new UnsupportedOperationException(method.getName());
    };
  }
}
