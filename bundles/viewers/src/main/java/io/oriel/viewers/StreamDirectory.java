package io.oriel.viewers;

import io.oriel.api.stream.Stream;
import io.oriel.api.transport.StreamListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

/**
 * The streams that are there, and the transports that want to know. Any thread. No listener is
 * called under the lock of the directory, so that one that does not return keeps none of the others
 * from listening.
 */
final class StreamDirectory {
  private final Map<String, Stream> streams = new ConcurrentSkipListMap<>();
  private final List<StreamNews> told = new ArrayList<>();

  void add(Stream stream) {
    List<StreamNews> hearing;
    synchronized (this) {
      streams.put(stream.info().name(), stream);
      hearing = List.copyOf(told);
    }
    tell(hearing, listener -> listener.added(stream));
  }

  void remove(Stream stream) {
    List<StreamNews> hearing;
    synchronized (this) {
      if (!streams.remove(stream.info().name(), stream)) {
        return;
      }
      hearing = List.copyOf(told);
    }
    tell(hearing, listener -> listener.removed(stream));
  }

  private static void tell(List<StreamNews> hearing, Consumer<StreamListener> news) {
    hearing.forEach(one -> one.tell(news));
  }

  /** Replays the present streams to the listener and keeps it informed. */
  void listen(StreamListener listener) {
    StreamNews one = new StreamNews(listener);
    one.begin(() -> {
      synchronized (this) {
        told.add(one);
        return List.copyOf(streams.values());
      }
    });
  }

  /** Tells them nothing any more. */
  void forget(List<StreamListener> gone) {
    List<StreamNews> ended;
    synchronized (this) {
      ended = told.stream().filter(one -> gone.contains(one.listener())).toList();
      told.removeAll(ended);
    }
    ended.forEach(StreamNews::end);
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
