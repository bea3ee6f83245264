package io.oriel.navigation;

import io.oriel.api.selection.SelectionService;
import io.oriel.api.transport.Viewer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes notes. */
final class FakeSelection implements SelectionService {
  final List<String> heard = new CopyOnWriteArrayList<>();
  List<String> selected = List.of();

  /** What was heard since it was asked last, hovering left out. */
  List<String> picks() {
    return heard.stream().filter(h -> !h.startsWith("hover") && !h.startsWith("end")).toList();
  }

  @Override
  public List<String> selected() {
    return selected;
  }

  @Override
  public void select(List<String> primPaths) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void click(Viewer viewer, double x, double y, Change change) {
    heard.add("click " + x + " " + y + " " + change);
  }

  @Override
  public void marquee(Viewer viewer, double x0, double y0, double x1, double y1, Change change) {
    heard.add("marquee " + x0 + " " + y0 + " " + x1 + " " + y1 + " " + change);
  }

  @Override
  public void hover(Viewer viewer, double x, double y) {
    heard.add("hover " + x + " " + y);
  }

  @Override
  public void endHover(Viewer viewer) {
    heard.add("end");
  }
}
