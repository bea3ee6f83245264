package io.oriel.viewers;

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
  private OpenTransport open;

  private HostedTransport(
      Offer<Transport> offer, Clock clock, StreamDirectory streams, Lobby lobby) {
    this.offer = offer;
    this.clock = clock;
    this.streams = streams;
    this.lobby = lobby;
  }

  static HostedTransport open(
      Offer<Transport> offer, Clock clock, StreamDirectory streams, Lobby lobby)
      throws OrielException {
    HostedTransport hosted = new HostedTransport(offer, clock, streams, lobby);
    try {
      hosted.open = offer.service().open(hosted);
    } catch (OrielException | RuntimeException | LinkageError e) {
      streams.forget(hosted.listeners);
      throw e;
    }
    return hosted;
  }

  Offer<Transport> offer() {
    return offer;
  }

  /** How viewers reach it. */
  Reach reach() {
    return open.reach();
  }

  /** Says goodbye to its viewers with the reason, ends it and frees its sockets. */
  void close(Problem reason, long drainNanos) {
    try {
      inside.forEach(session -> session.end(reason));
      open.drain(clock.nanos() + drainNanos);
    } finally {
      streams.forget(listeners);
      open.close();
    }
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
    listeners.add(listener);
    streams.listen(listener);
  }

  @Override
  public ViewerSession admit(ViewerRequest request) throws OrielException {
    Session session = lobby.admit(request, inside::remove);
    inside.add(session);
    if (session.hasLeft()) {
      // Before it was added.
      inside.remove(session);
    }
    return session;
  }
}
