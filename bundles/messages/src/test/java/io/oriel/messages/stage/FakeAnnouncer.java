package io.oriel.messages.stage;

import io.oriel.api.error.Problem;
import io.oriel.api.message.Announcer;
import io.oriel.api.message.ServerMessage;
import io.oriel.api.transport.Viewer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what the viewers of the stream {@code main} are told unasked. */
public final class FakeAnnouncer implements Announcer {
  public final List<ServerMessage> told = new CopyOnWriteArrayList<>();
  public final List<Problem> failures = new CopyOnWriteArrayList<>();

  @Override
  public void announce(String stream, ServerMessage message) {
    if (!stream.equals(FakeStreamControl.NAME)) {
      throw new AssertionError("no stream " + stream);
    }
    told.add(message);
  }

  @Override
  public void fail(String stream, Problem problem) {
    if (!stream.equals(FakeStreamControl.NAME)) {
      throw new AssertionError("no stream " + stream);
    }
    failures.add(problem);
  }

  @Override
  public void fail(Viewer viewer, Problem problem) {
    throw new AssertionError("nothing fails unasked here: " + problem);
  }

  /** What was told of a kind. */
  public <T extends ServerMessage> List<T> all(Class<T> kind) {
    return told.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
