package io.oriel.api.message;

import io.oriel.api.transport.Viewer;
import org.osgi.annotation.versioning.ProviderType;

/** How a handler answers. Safe for use from any thread, also after the handler has returned. */
@ProviderType
public interface Reply {
  /** Who asked. */
  Viewer viewer();

  /** To the viewer who asked. */
  void send(ServerMessage message);

  /** To every viewer of the same stream. */
  void broadcast(ServerMessage message);
}
