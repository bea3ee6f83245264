package io.oriel.api.message;

import io.oriel.api.error.Problem;
import io.oriel.api.transport.Viewer;
import java.util.function.Supplier;
import org.osgi.annotation.versioning.ProviderType;

/** Tells viewers what nobody asked for. A service. Safe for use from any thread; nothing blocks. */
@ProviderType
public interface Announcer {
  /** To every viewer of a stream whose way for messages is open. */
  void announce(String stream, ServerMessage message);

  /**
   * To every viewer of a stream: what is now. It is read when everything before has been told, so
   * that the last that viewers hear is the newest, whichever thread tells it.
   */
  default void announce(String stream, Supplier<? extends ServerMessage> state) {
    announce(stream, state.get());
  }

  /** To one viewer, as {@code viewerError}: what came of its input, which nobody replies to. */
  void fail(Viewer viewer, Problem problem);

  /** To every viewer of a stream, as {@code viewerError}: what ails the stream itself. */
  void fail(String stream, Problem problem);
}
