package io.oriel.viewers;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.stream.Stream;
import io.oriel.api.swap.Offer;
import io.oriel.api.time.Clock;
import io.oriel.api.transport.OpenTransport;
import io.oriel.api.transport.Reach;
import io.oriel.api.transport.StreamListener;
import io.oriel.api.transport.Transport;
import io.oriel.api.transport.TransportContext;
import io.oriel.api.transport.ViewerRequest;
import io.oriel.api.transport.ViewerSession;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A transport at work and what it works with. */
final class HostedTransport implements TransportContext {
  private final Offer<Transport> offer;
  private final Clock clock;
  private final StreamDirectory streams;
  private final Lobby lobby;
  private final List<StreamListener> listeners = new CopyOnWriteArrayList<>();
  private final Set<Session> inside = ConcurrentHashMap.newKeySet();
  private volatile boolean ended;
  private volatile Optional<OpenTransport> open = Optional.empty();

  HostedTransport(Offer<Transport> offer, Clock clock, StreamDirectory streams, Lobby lobby) {
    this.offer = offer;
    this.clock = clock;
    this.streams = streams;
    this.lobby = lobby;
  }

  /** Opens it; returns when it takes viewers. */
  HostedTransport open() throws OrielException {
    try {
      open = Optional.of(offer.service().open(this));
      return this;
    } catch (Throwable e) {
      abandon();
      throw e;
    }
  }

  Offer<Transport> offer() {
    return offer;
  }

  /** How viewers reach it. */
  Reach reach() {
    return open.orElseThrow().reach();
  }

  /** Lets nobody in by it any more and tells it nothing: it does not return, or failed. */
  void abandon() {
    ended = true;
    streams.forget(listeners);
    inside.forEach(session -> session.end(stopping()));
  }

  /** Says goodbye to its viewers with the reason, ends it and frees its sockets. */
  void close(Problem reason, long drainNanos) {
    OpenTransport closing = open.orElseThrow();
    try {
      inside.forEach(session -> session.end(reason));
      closing.drain(clock.nanos() + drainNanos);
    } finally {
      ended = true;
      streams.forget(listeners);
      closing.close();
    }
  }

  private static Problem stopping() {
    return new Problem(ErrorCode.SERVER_STOPPING, "its transport has ended");
  }

  @Override
  public Clock clock() {
    return clock;
  }

  @Override
  public Optional<Stream> stream(String name) {
    return streams.find(name);
  }

  @Override
  public void streams(StreamListener listener) {
    if (ended) {
      return;
    }
    listeners.add(listener);
    streams.listen(listener);
    if (ended) {
      // Meanwhile.
      streams.forget(listeners);
    }
  }

  @Override
  public ViewerSession admit(ViewerRequest request) throws OrielException {
    if (ended) {
      Problem why = stopping();
      throw new OrielException(why.code(), why.detail());
    }
    Session session = lobby.admit(request, inside::remove);
    inside.add(session);
    if (ended) {
      // Those inside were told before it was one of them.
      session.end(stopping());
    }
    if (session.hasLeft()) {
      // Before it was added.
      inside.remove(session);
    }
    return session;
  }
}
