package io.oriel.viewers;

import io.oriel.api.stream.Stream;
import io.oriel.api.transport.StreamListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The streams that are there, and the transports that want to know. Any thread. */
final class StreamDirectory {
  private final Map<String, Stream> streams = new ConcurrentSkipListMap<>();
  private final List<StreamListener> listeners = new ArrayList<>();

  synchronized void add(Stream stream) {
    streams.put(stream.info().name(), stream);
    listeners.forEach(listener -> listener.added(stream));
  }

  synchronized void remove(Stream stream) {
    if (streams.remove(stream.info().name(), stream)) {
      listeners.forEach(listener -> listener.removed(stream));
    }
  }

  /** Replays the present streams to the listener and keeps it informed. */
  synchronized void listen(StreamListener listener) {
    streams.values().forEach(listener::added);
    listeners.add(listener);
  }

  synchronized void forget(List<StreamListener> gone) {
    listeners.removeAll(gone);
  }

  Optional<Stream> find(String name) {
    return Optional.ofNullable(streams.get(name));
  }

  List<String> names() {
    return List.copyOf(streams.keySet());
  }

  boolean isEmpty() {
    return streams.isEmpty();
  }
}
