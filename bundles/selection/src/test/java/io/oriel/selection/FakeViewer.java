package io.oriel.selection;

import io.oriel.api.security.Principal;
import io.oriel.api.transport.Viewer;

/** A viewer of the stream main. */
final class FakeViewer implements Viewer {
  @Override
  public String id() {
    return "v";
  }

  @Override
  public String stream() {
    return "main";
  }

  @Override
  public String transport() {
    return "fake";
  }

  @Override
  public Principal principal() {
    return Principal.ANONYMOUS;
  }

  @Override
  public boolean send(String text) {
    throw new UnsupportedOperationException("messages go through the announcer");
  }
}
