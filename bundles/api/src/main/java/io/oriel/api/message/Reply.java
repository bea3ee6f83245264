package io.oriel.api.message;

import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.transport.Viewer;
import org.osgi.annotation.versioning.ProviderType;

/** How a handler answers. Safe for use from any thread, also after the handler has returned. */
@ProviderType
public interface Reply {
  /** What is, as a message. */
  interface State {
    /**
     * Reads it; any thread, quick.
     *
     * @throws OrielException if there is nothing to be told
     */
    ServerMessage read() throws OrielException;
  }

  /** Who asked. */
  Viewer viewer();

  /** To the viewer who asked. */
  void send(ServerMessage message);

  /** To every viewer of the same stream, the one who asked among them. */
  void broadcast(ServerMessage message);

  /**
   * To every viewer of the same stream: what is now. It is read when everything before has been
   * told, so that the last that viewers hear is the newest, whichever thread tells it.
   *
   * @throws OrielException that of {@code state}; nobody is told anything then
   */
  default void broadcast(State state) throws OrielException {
    broadcast(state.read());
  }

  /** To the viewer who asked, as {@code viewerError}. */
  void fail(Problem problem);
}
