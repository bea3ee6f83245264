package io.oriel.tck;

import io.oriel.api.error.Problem;
import io.oriel.api.message.Reply;
import io.oriel.api.message.ServerMessage;
import io.oriel.api.transport.Viewer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what is answered. Safe for use from any thread. */
public final class FakeReply implements Reply {
  private final Viewer viewer;
  private final List<ServerMessage> sent = new CopyOnWriteArrayList<>();
  private final List<ServerMessage> broadcast = new CopyOnWriteArrayList<>();
  private final List<Problem> failures = new CopyOnWriteArrayList<>();

  /** To a viewer of the stream {@code main} who may do everything. */
  public FakeReply() {
    this(new FakeViewer("viewer-1"));
  }

  public FakeReply(Viewer viewer) {
    this.viewer = viewer;
  }

  /** What the asker alone was told, oldest first. */
  public List<ServerMessage> sent() {
    return sent;
  }

  /** What everybody was told. */
  public List<ServerMessage> broadcast() {
    return broadcast;
  }

  /** What failed. */
  public List<Problem> failures() {
    return failures;
  }

  @Override
  public Viewer viewer() {
    return viewer;
  }

  @Override
  public void send(ServerMessage message) {
    sent.add(message);
  }

  @Override
  public void broadcast(ServerMessage message) {
    broadcast.add(message);
  }

  @Override
  public void fail(Problem problem) {
    failures.add(problem);
  }
}
