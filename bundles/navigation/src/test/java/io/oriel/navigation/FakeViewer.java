package io.oriel.navigation;

import io.oriel.api.security.Principal;
import io.oriel.api.security.Role;
import io.oriel.api.transport.Viewer;

/** A viewer of the stream main. */
record FakeViewer(String id, Role role) implements Viewer {
  FakeViewer(String id) {
    this(id, Role.OPERATOR);
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
    return new Principal(id, role);
  }

  @Override
  public boolean send(String text) {
    throw new UnsupportedOperationException("messages go through replies and the announcer");
  }
}
