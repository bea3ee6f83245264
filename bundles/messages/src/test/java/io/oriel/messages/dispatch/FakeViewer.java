package io.oriel.messages.dispatch;

import io.oriel.api.message.ReceivedMessage;
import io.oriel.api.security.Principal;
import io.oriel.api.transport.Viewer;
import io.oriel.messages.codec.JsonCodec;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A viewer that keeps what it is sent. */
final class FakeViewer implements Viewer {
  final List<String> texts = new CopyOnWriteArrayList<>();
  volatile Principal principal = Principal.ANONYMOUS;
  volatile boolean gone;

  /** How many more texts it takes. */
  volatile int room = Integer.MAX_VALUE;

  /** How many it was offered and did not take. */
  volatile int refused;

  private final String id;
  private final String stream;

  FakeViewer(String id, String stream) {
    this.id = id;
    this.stream = stream;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String stream() {
    return stream;
  }

  @Override
  public String transport() {
    return "fake";
  }

  @Override
  public Principal principal() {
    return principal;
  }

  @Override
  public synchronized boolean send(String text) {
    if (gone || room == 0) {
      refused++;
      return false;
    }
    room--;
    return texts.add(text);
  }

  /** What it was sent, taken out of its envelopes. */
  List<ReceivedMessage> messages() {
    JsonCodec codec = new JsonCodec();
    return texts.stream().map(text -> codec.parse(text).orElseThrow()).toList();
  }

  List<String> events() {
    return messages().stream().map(ReceivedMessage::event).toList();
  }

  /** What {@code name} is in the payload of the newest message. */
  Object last(String name) {
    return ((java.util.Map<?, ?>) messages().getLast().payload()).get(name);
  }
}
