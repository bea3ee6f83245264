package io.oriel.selection;

import io.oriel.api.geometry.Vector3;
import io.oriel.api.image.Placement;
import io.oriel.api.render.PickHit;
import io.oriel.api.render.PickQuery;
import io.oriel.api.render.PickResult;
import io.oriel.api.render.PickResult.Outcome;
import io.oriel.api.render.RendererCapabilities;
import io.oriel.api.render.ViewState;
import io.oriel.api.stage.Prim;
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
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** A stream of 100 by 50 pixels whose picks are answered by the test. */
final class FakeStream implements InvocationHandler {
  /** A pick that waits for its answer. */
  record Asked(PickQuery query, CompletableFuture<PickResult> answer) {
    void hit(String... paths) {
      List<PickHit> hits =
          Arrays.stream(paths)
              .map(path -> new PickHit(path, Vector3.ZERO, new Vector3(0, 1, 0)))
              .toList();
      answer.complete(new PickResult(query, Outcome.HIT, hits));
    }

    void answer(Outcome outcome) {
      answer.complete(new PickResult(query, outcome, List.of()));
    }
  }

  final StreamControl control =
      (StreamControl)
          Proxy.newProxyInstance(
              FakeStream.class.getClassLoader(), new Class<?>[] {StreamControl.class}, this);
  final Set<String> prims = new HashSet<>(Set.of("/", "/World", "/World/A", "/World/A/B"));
  final Queue<Asked> asked = new ArrayDeque<>();
  final List<StatusListener> listeners = new CopyOnWriteArrayList<>();
  ViewState view = ViewState.INITIAL;
  boolean picks = true;
  private long generation;
  private long opened;

  FakeStream() {
    prims.addAll(Set.of("/World/C", "/World/D"));
  }

  /** Another stage is shown. */
  void open() {
    opened = generation + 1;
    reload();
  }

  /** The stage is shown as it is now. */
  void reload() {
    generation++;
    List.copyOf(listeners).forEach(listener -> listener.onStatus(status()));
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

  @Override
  @SuppressWarnings("unchecked")
  public Object invoke(Object proxy, Method method, Object[] args) {
    return switch (method.getName()) {
      case "info" -> new StreamInfo("main", 100, 50, 60, "fake");
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
      case "pick" -> {
        Asked next = new Asked((PickQuery) args[0], new CompletableFuture<>());
        asked.add(next);
        yield next.answer();
      }
      case "prim" ->
          Optional.of((String) args[0])
              .filter(prims::contains)
              .map(path -> new Prim(path, path, "", "", false));
      case "capabilities" ->
          Optional.of(
              RendererCapabilities.of(List.of()).placement(Placement.HOST).picks(picks).build());
      case "hashCode" -> System.identityHashCode(proxy);
      case "equals" -> proxy == args[0];
      case "toString" -> "fake";
      default -> throw new UnsupportedOperationException(method.getName());
    };
  }
}
