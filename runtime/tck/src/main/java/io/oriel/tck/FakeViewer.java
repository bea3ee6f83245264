package io.oriel.tck;

import io.oriel.api.security.Principal;
import io.oriel.api.security.Role;
import io.oriel.api.transport.Viewer;

/**
 * A viewer to whom nobody writes texts: messages go through replies and the announcer.
 *
 * @param id unique among the viewers of a test
 * @param stream that it sees
 * @param role what it may do
 */
public record FakeViewer(String id, String stream, Role role) implements Viewer {
  /** A viewer of the stream {@code main} who may do everything. */
  public FakeViewer(String id) {
    this(id, "main", Role.DIRECTOR);
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
    throw new AssertionError("messages go through replies and the announcer, not as " + text);
  }
}
