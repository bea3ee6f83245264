package io.oriel.messages.dispatch;

import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.message.Reply;
import io.oriel.api.message.ServerMessage;
import io.oriel.api.transport.Viewer;
import io.oriel.messages.MessageCounter;
import java.util.Optional;

/** The way back to one viewer. */
final class Answer implements Reply {
  private final Outbox outbox;
  private final Conversation to;
  private final Cause cause;

  /**
   * @param event of the message that is answered; empty for a greeting
   */
  Answer(Outbox outbox, Conversation to, String event) {
    this.outbox = outbox;
    this.to = to;
    this.cause = new Cause(Optional.of(to), event);
  }

  @Override
  public Viewer viewer() {
    return to.viewer();
  }

  @Override
  public void send(ServerMessage message) {
    outbox.send(to, message, cause);
  }

  @Override
  public void broadcast(ServerMessage message) {
    outbox.broadcast(to.viewer().stream(), message, cause);
  }

  @Override
  public void broadcast(State state) throws OrielException {
    synchronized (outbox.turn(to.viewer().stream())) {
      broadcast(state.read());
    }
  }

  @Override
  public void fail(Problem problem) {
    outbox.counters().increment(MessageCounter.REFUSED);
    outbox.fail(to, problem);
  }
}
