package io.oriel.viewers;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.message.MessageDispatcher;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.security.Principal;
import io.oriel.api.security.ViewerAuthenticator;
import io.oriel.api.stream.Stream;
import io.oriel.api.swap.Offer;
import io.oriel.api.swap.Offers;
import io.oriel.api.time.Clock;
import io.oriel.api.transport.Viewer;
import io.oriel.api.transport.ViewerRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Where viewers are let in and where those inside are known. Any thread; nothing blocks. */
final class Lobby {
  private static final System.Logger LOG = System.getLogger("io.oriel.viewers");

  private final int maxViewers;
  private final StreamDirectory streams;
  private final Conversation conversation;
  private final CounterSet<ViewerCounter> counters;
  private final Clock clock;
  private final Offers<ViewerAuthenticator> authenticators = new Offers<>();
  private final AtomicLong lastNumber = new AtomicLong();
  private final Map<Long, Session> inside = new ConcurrentSkipListMap<>();
  private volatile boolean closed;

  Lobby(
      int maxViewers,
      StreamDirectory streams,
      Conversation conversation,
      CounterSet<ViewerCounter> counters,
      Clock clock) {
    this.maxViewers = maxViewers;
    this.streams = streams;
    this.conversation = conversation;
    this.counters = counters;
    this.clock = clock;
    conversation.onGivenUp(this::introduceAll);
  }

  Offers<ViewerAuthenticator> authenticators() {
    return authenticators;
  }

  Session admit(ViewerRequest request) throws OrielException {
    return admit(request, gone -> {});
  }

  /** Lets a viewer in; {@code onLeft} hears when it has gone. */
  Session admit(ViewerRequest request, Consumer<Session> onLeft) throws OrielException {
    try {
      Principal principal = principal(request);
      checkStream(request.stream());
      Session session = enter(request, principal, onLeft);
      counters.increment(ViewerCounter.ADMITTED);
      assertStays(session);
      LOG.log(
          System.Logger.Level.INFO,
          "Viewer {0} sees {1} by {2} from {3}",
          session.id(),
          session.stream(),
          session.transport(),
          session.remoteAddress());
      return session;
    } catch (OrielException e) {
      counters.increment(ViewerCounter.REFUSED);
      throw e;
    }
  }

  private Principal principal(ViewerRequest request) throws OrielException {
    Optional<Offer<ViewerAuthenticator>> authenticator = authenticators.best(o -> true);
    return authenticator.isPresent()
        ? principal(authenticator.get(), request)
        : Principal.ANONYMOUS;
  }

  /** One that fails lets nobody in, and gives way to no other that might let in too many. */
  private static Principal principal(Offer<ViewerAuthenticator> asked, ViewerRequest request)
      throws OrielException {
    try {
      Principal principal = asked.service().authenticate(request.credentials(), request.stream());
      asked.served();
      return principal;
    } catch (OrielException e) {
      // As it should.
      asked.served();
      throw e;
    } catch (RuntimeException | LinkageError e) {
      LOG.log(System.Logger.Level.ERROR, "An authenticator failed; nobody is let in", e);
      asked.refused(new Problem(ErrorCode.INTERNAL, e.toString()));
      throw new OrielException(ErrorCode.INTERNAL, "", e);
    }
  }

  private void checkStream(String name) throws OrielException {
    Optional<Stream> stream = streams.find(name);
    if (stream.isEmpty()) {
      throw streams.isEmpty()
          ? new OrielException(ErrorCode.STREAM_NOT_READY, "no stream is there yet")
          : new OrielException(
              ErrorCode.STREAM_UNKNOWN,
              "no stream '" + name + "'; there are: " + String.join(", ", streams.names()));
    }
    var status = stream.get().status();
    if (!status.ready()) {
      throw new OrielException(
          ErrorCode.STREAM_NOT_READY, status.problem().map(Problem::detail).orElse(""));
    }
  }

  /** Who was told that the stream ends were those inside: it may have ended before this one was. */
  private void assertStays(Session session) throws OrielException {
    if (streams.find(session.stream()).isEmpty()) {
      OrielException ended = new OrielException(ErrorCode.STREAM_ENDED, "");
      session.leave(ended.problem());
      throw ended;
    }
  }

  private synchronized Session enter(
      ViewerRequest request, Principal principal, Consumer<Session> onLeft) throws OrielException {
    if (closed) {
      throw new OrielException(ErrorCode.SERVER_STOPPING, "");
    }
    if (inside.size() >= maxViewers) {
      throw new OrielException(
          ErrorCode.VIEWER_LIMIT, maxViewers + " viewers are inside (maxViewers)");
    }
    long number = lastNumber.incrementAndGet();
    Session session =
        new Session(
            "v" + number,
            request,
            principal,
            conversation,
            counters,
            new Pace(clock),
            (gone, reason) -> {
              left(number, gone, reason);
              onLeft.accept(gone);
            });
    inside.put(number, session);
    return session;
  }

  private void left(long number, Session session, Problem reason) {
    inside.remove(number);
    counters.increment(ViewerCounter.LEFT);
    LOG.log(
        System.Logger.Level.INFO,
        "Viewer {0} left {1}: {2}",
        session.id(),
        session.stream(),
        reason.detail().isEmpty() ? reason.code().cause() : reason.detail());
  }

  List<Viewer> all() {
    return List.copyOf(inside.values());
  }

  /** Changes who listens; whoever does so newly hears of all those whose ways are open. */
  void changeDispatchers(Consumer<Offers<MessageDispatcher>> change) {
    Offers<MessageDispatcher> dispatchers = conversation.dispatchers();
    Optional<MessageDispatcher> before = conversation.dispatcher();
    change.accept(dispatchers);
    if (!before.equals(conversation.dispatcher())) {
      introduceAll();
    }
  }

  private void introduceAll() {
    inside.values().forEach(Session::introduce);
  }

  /** Ends every viewer of a stream. */
  void endStream(String name) {
    Problem reason = new Problem(ErrorCode.STREAM_ENDED, "stream '" + name + "' has ended");
    inside.values().stream().filter(s -> s.stream().equals(name)).forEach(s -> s.end(reason));
  }

  /** Lets nobody in any more. */
  synchronized void close() {
    closed = true;
  }
}
