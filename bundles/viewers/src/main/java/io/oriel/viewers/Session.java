package io.oriel.viewers;

import io.oriel.api.error.Problem;
import io.oriel.api.input.InputEvent;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.security.Principal;
import io.oriel.api.transport.Viewer;
import io.oriel.api.transport.ViewerRequest;
import io.oriel.api.transport.ViewerSession;
import java.util.concurrent.atomic.AtomicBoolean;

/** One viewer inside, from both sides. Any thread; nothing blocks. */
final class Session implements ViewerSession, Viewer {
  /** Told when the viewer is gone. */
  interface Departure {
    void left(Session session, Problem reason);
  }

  private final String id;
  private final ViewerRequest request;
  private final Principal principal;
  private final Conversation conversation;
  private final CounterSet<ViewerCounter> counters;
  private final Departure departure;
  private final Inbox inbox;
  private final AtomicBoolean gone = new AtomicBoolean();

  Session(
      String id,
      ViewerRequest request,
      Principal principal,
      Conversation conversation,
      CounterSet<ViewerCounter> counters,
      Departure departure) {
    this.id = id;
    this.request = request;
    this.principal = principal;
    this.conversation = conversation;
    this.counters = counters;
    this.departure = departure;
    this.inbox = new Inbox(id);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String stream() {
    return request.stream();
  }

  @Override
  public String transport() {
    return request.transport();
  }

  @Override
  public Principal principal() {
    return principal;
  }

  String remoteAddress() {
    return request.remoteAddress();
  }

  @Override
  public boolean send(String text) {
    boolean sent = !gone.get() && request.link().send(text);
    if (!sent) {
      counters.increment(ViewerCounter.SENDS_DROPPED);
    }
    return sent;
  }

  /** Ends the viewer from the server's side. */
  void end(Problem reason) {
    request.link().close(reason);
  }

  @Override
  public void opened() {
    inbox.add(() -> conversation.opened(this));
  }

  @Override
  public void keyframeSent(long epoch) {
    counters.increment(ViewerCounter.KEYFRAMES_SENT);
  }

  @Override
  public void received(String text) {
    accept(() -> conversation.text(this, text));
  }

  @Override
  public void received(InputEvent event) {
    accept(() -> conversation.input(this, event));
  }

  private void accept(Runnable work) {
    counters.increment(ViewerCounter.MESSAGES_RECEIVED);
    if (!inbox.add(work)) {
      counters.increment(ViewerCounter.MESSAGES_DROPPED);
    }
  }

  @Override
  public void leave(Problem reason) {
    if (gone.compareAndSet(false, true)) {
      inbox.close();
      departure.left(this, reason);
    }
  }
}
