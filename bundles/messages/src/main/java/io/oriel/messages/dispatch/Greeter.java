package io.oriel.messages.dispatch;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.Problem;
import io.oriel.api.message.Greeting;
import io.oriel.api.stream.StageStatus;
import io.oriel.api.stream.Stream;
import io.oriel.api.stream.StreamState;
import io.oriel.api.stream.StreamStatus;
import io.oriel.api.swap.Offer;
import io.oriel.api.swap.Offers;
import io.oriel.api.swap.ServiceUse;
import io.oriel.api.transport.Viewer;
import io.oriel.messages.MessageCounter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Tells viewers the present state: each one a moment after it came, all of a stream after another
 * stage was opened, and whoever missed something as soon as it takes texts again. Its methods may
 * be called on any thread; everything happens on one of its own, however many viewers there are.
 */
public final class Greeter implements AutoCloseable {
  private static final long NEVER = -1;

  /** How often it is looked whether somebody missed something. */
  private static final long TURN_MILLIS = 250;

  /**
   * Turns between attempts to greet whoever takes nothing: twice as many each time, up to these.
   */
  private static final int MOST_TURNS = 64;

  /** A viewer and what it was told. */
  private static final class Guest {
    private final Conversation conversation;
    private boolean arrived;
    private boolean toldOfLoad;
    private long toldOfStage = NEVER;
    private Object form;
    private int turns = 1;
    private int turnsLeft = 1;

    Guest(Conversation conversation) {
      this.conversation = conversation;
    }

    String stream() {
      return conversation.viewer().stream();
    }
  }

  private final Outbox outbox;
  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(
          1,
          Thread.ofPlatform().daemon().name("oriel-greetings").factory(),
          // After the end nobody is greeted; whoever still speaks then need not know.
          new ThreadPoolExecutor.DiscardPolicy());
  private final Map<Viewer, Guest> guests = new HashMap<>();
  private final Map<String, Stream> streams = new HashMap<>();
  private final Map<Stream, AutoCloseable> listening = new HashMap<>();
  private final Offers<Greeting> greetings = new Offers<>();

  public Greeter(Outbox outbox) {
    this.outbox = outbox;
    thread.scheduleWithFixedDelay(this::catchUp, TURN_MILLIS, TURN_MILLIS, TimeUnit.MILLISECONDS);
  }

  public void add(Greeting greeting, Map<String, ?> properties) {
    greetings.add(greeting, properties).served();
  }

  public void remove(Greeting greeting) {
    greetings.remove(greeting);
  }

  /** What has become of the greetings. */
  public List<ServiceUse> uses() {
    return greetings.uses("", "").toList();
  }

  /** Follows a stream. */
  public void add(Stream stream) {
    String name = stream.info().name();
    AutoCloseable listener = stream.listen(status -> thread.execute(() -> changed(name, stream)));
    synchronized (listening) {
      listening.put(stream, listener);
    }
  }

  /** Follows it no more. */
  public void remove(Stream stream) {
    AutoCloseable listener;
    synchronized (listening) {
      listener = listening.remove(stream);
    }
    if (listener == null) {
      // One that could not be activated goes without ever having come.
      return;
    }
    try {
      listener.close();
    } catch (Exception e) {
      throw new IllegalStateException("a listener cannot be removed", e);
    }
    String name = stream.info().name();
    thread.execute(() -> streams.remove(name, stream));
  }

  /** A viewer has come. */
  void opened(Conversation conversation) {
    Guest guest = new Guest(conversation);
    thread.execute(() -> guests.put(conversation.viewer(), guest));
    thread.schedule(
        () -> arrived(guest), outbox.settings().greetingMillis(), TimeUnit.MILLISECONDS);
  }

  /** A viewer talks in another form than before: what it was told in that one is told again. */
  void again(Viewer viewer) {
    thread.execute(() -> {
      Guest guest = guests.get(viewer);
      if (guest != null && !guest.conversation.form().equals(guest.form)) {
        greetAnew(guest);
      }
    });
  }

  /** A viewer has left. */
  void closed(Viewer viewer) {
    thread.execute(() -> guests.remove(viewer));
  }

  private void arrived(Guest guest) {
    guest.arrived = true;
    if (guests.get(guest.conversation.viewer()) == guest) {
      greetAnew(guest);
    }
  }

  private void catchUp() {
    for (Guest guest : guests.values()) {
      if (!guest.conversation.isBehind()) {
        guest.turns = 1;
        guest.turnsLeft = 1;
      } else if (--guest.turnsLeft == 0) {
        guest.turns = Math.min(2 * guest.turns, MOST_TURNS);
        guest.turnsLeft = guest.turns;
        greetAnew(guest);
      }
    }
  }

  private void greetAnew(Guest guest) {
    guest.conversation.setBehind(false);
    guest.toldOfLoad = false;
    guest.toldOfStage = NEVER;
    look(guest);
  }

  private void changed(String name, Stream stream) {
    streams.put(name, stream);
    guests.values().stream().filter(guest -> guest.stream().equals(name)).forEach(this::look);
  }

  /** Greets a guest if there is an occasion. */
  private void look(Guest guest) {
    Stream stream = streams.get(guest.stream());
    if (!guest.arrived || stream == null) {
      return;
    }
    StreamStatus status = stream.status();
    StageStatus stage = status.stage();
    if (stage.loading().isPresent() || status.state() == StreamState.RECONFIGURING) {
      if (guest.toldOfStage == NEVER && !guest.toldOfLoad) {
        guest.toldOfLoad = true;
        greet(guest, greeting -> greeting.says(Greeting.LOADING));
      }
    } else if (status.state() == StreamState.ACTIVE && guest.toldOfStage != stage.opened()) {
      outbox.counters().increment(MessageCounter.GREETINGS);
      greet(guest, greeting -> true);
      // If a load has begun meanwhile the greetings may have told of that instead.
      guest.toldOfStage = stream.status().stage().equals(stage) ? stage.opened() : NEVER;
    }
  }

  /** Says what is to be said, up to the first that is not taken. */
  private void greet(Guest guest, Predicate<Offer<Greeting>> which) {
    guest.form = guest.conversation.form();
    synchronized (outbox.turn(guest.stream())) {
      greetings.all().stream()
          .filter(which)
          .takeWhile(greeting -> !guest.conversation.isBehind())
          .forEach(greeting -> greet(greeting, guest));
    }
  }

  private void greet(Offer<Greeting> offer, Guest guest) {
    Greeting greeting = offer.service();
    try {
      greeting.greet(new Answer(outbox, guest.conversation, ""));
      offer.served();
    } catch (Throwable e) {
      // Whatever it was, the others are to be greeted. Nobody says it instead: it is asked again.
      offer.refused(new Problem(ErrorCode.INTERNAL, e.toString()));
      outbox.counters().increment(MessageCounter.FAILED);
      outbox
          .errors()
          .report(
              "Greeting " + greeting.getClass().getName(),
              new Problem(ErrorCode.INTERNAL, "it failed"),
              e);
    }
  }

  /** Greets nobody any more; the streams are still to be removed. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
