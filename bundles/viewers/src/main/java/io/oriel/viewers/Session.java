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
  private static final System.Logger LOG = System.getLogger("io.oriel.viewers");

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
  private volatile boolean open;

  Session(
      String id,
      ViewerRequest request,
      Principal principal,
      Conversation conversation,
      CounterSet<ViewerCounter> counters,
      Pace pace,
      Departure departure) {
    this.id = id;
    this.request = request;
    this.principal = principal;
    this.conversation = conversation;
    this.counters = counters;
    this.departure = departure;
    this.inbox = new Inbox(id, pace, () -> counters.increment(ViewerCounter.INBOXES_PAUSED));
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

  boolean hasLeft() {
    return gone.get();
  }

  /** Ends the viewer from the server's side. */
  void end(Problem reason) {
    try {
      request.link().close(reason);
    } catch (RuntimeException | LinkageError e) {
      // The others are to be told all the same.
      LOG.log(System.Logger.Level.ERROR, "Viewer " + id + " could not be told that it ended", e);
    }
  }

  @Override
  public void opened() {
    open = true;
    introduce();
  }

  /** Tells whoever listens now that the way for messages is open, if it is. */
  void introduce() {
    if (open) {
      inbox.addReserved(() -> conversation.opened(this));
    }
  }

  @Override
  public void keyframeSent(long epoch) {
    counters.increment(ViewerCounter.KEYFRAMES_SENT);
  }

  @Override
  public void received(String text) {
    note(inbox.add(() -> conversation.text(this, text)));
  }

  @Override
  public void received(InputEvent event) {
    Runnable work = () -> conversation.input(this, event);
    note(
        Mover.of(event)
            .map(mover -> inbox.addMove(mover, work))
            .orElseGet(() -> isRelease(event) ? inbox.addReserved(work) : inbox.add(work)));
  }

  /** True if something is no longer held. */
  private static boolean isRelease(InputEvent event) {
    return switch (event) {
      case InputEvent.PointerButton button -> !button.pressed();
      case InputEvent.Key key -> !key.pressed();
      case InputEvent.Touch touch -> touch.phase() != InputEvent.Touch.Phase.BEGAN;
      case InputEvent.Gamepad gamepad -> gamepad.position() == 0;
      default -> false;
    };
  }

  private void note(Inbox.Fate fate) {
    counters.increment(ViewerCounter.MESSAGES_RECEIVED);
    switch (fate) {
      case DROPPED -> counters.increment(ViewerCounter.MESSAGES_DROPPED);
      case REPLACES -> counters.increment(ViewerCounter.MOVES_REPLACED);
      case WAITS -> {
        // As it should be.
      }
    }
  }

  @Override
  public void leave(Problem reason) {
    if (gone.compareAndSet(false, true)) {
      inbox.close(() -> conversation.closed(this));
      departure.left(this, reason);
    }
  }
}
