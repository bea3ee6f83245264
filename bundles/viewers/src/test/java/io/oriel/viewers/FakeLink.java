package io.oriel.viewers;

import io.oriel.api.error.Problem;
import io.oriel.api.transport.ViewerLink;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The way to a viewer that only takes notes. */
class FakeLink implements ViewerLink {
  final List<String> sent = new CopyOnWriteArrayList<>();
  final List<Problem> closed = new CopyOnWriteArrayList<>();

  @Override
  public boolean send(String text) {
    return sent.add(text);
  }

  @Override
  public void close(Problem reason) {
    closed.add(reason);
  }
}
