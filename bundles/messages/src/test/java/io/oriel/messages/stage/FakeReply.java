package io.oriel.messages.stage;

import io.oriel.api.error.Problem;
import io.oriel.api.message.Reply;
import io.oriel.api.message.ServerMessage;
import io.oriel.api.security.Principal;
import io.oriel.api.transport.Viewer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what a viewer of the stream {@code main} is told. */
public final class FakeReply implements Reply {
  public final List<ServerMessage> sent = new CopyOnWriteArrayList<>();

  /** What its dialect was told that it means. */
  public final List<String> asked = new CopyOnWriteArrayList<>();

  public final List<ServerMessage> broadcast = new CopyOnWriteArrayList<>();
  public final List<Problem> failures = new CopyOnWriteArrayList<>();

  private final Viewer viewer =
      new Viewer() {
        @Override
        public String id() {
          return "viewer-1";
        }

        @Override
        public String stream() {
          return FakeStreamControl.NAME;
        }

        @Override
        public String transport() {
          return "fake";
        }

        @Override
        public Principal principal() {
          return Principal.ANONYMOUS;
        }

        @Override
        public boolean send(String text) {
          throw new AssertionError("a handler writes no text");
        }
      };

  /** The only message that was sent of a kind. */
  public <T extends ServerMessage> T only(Class<T> kind) {
    List<T> found = sent.stream().filter(kind::isInstance).map(kind::cast).toList();
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " of " + kind.getSimpleName() + " in " + sent);
    }
    return found.getFirst();
  }

  @Override
  public Viewer viewer() {
    return viewer;
  }

  @Override
  public void send(ServerMessage message) {
    if (message instanceof StageAsked(String url)) {
      asked.add(url);
    } else {
      sent.add(message);
    }
  }

  @Override
  public void broadcast(ServerMessage message) {
    broadcast.add(message);
  }

  @Override
  public void fail(Problem problem) {
    failures.add(problem);
  }
}
