package io.oriel.api.transport;

import io.oriel.api.error.Problem;
import io.oriel.api.input.InputEvent;
import org.osgi.annotation.versioning.ProviderType;

/** A viewer inside. Called by its transport, from any thread; nothing blocks. */
@ProviderType
public interface ViewerSession {
  /** Unique for the life of the server; safe to show and to log. */
  String id();

  /** The way for messages is open in both directions. */
  void opened();

  /** A keyframe of this epoch was transmitted to the viewer. Called once an epoch. */
  void keyframeSent(long epoch);

  /**
   * A text message has come. What a viewer sends is handled in order, on another thread; 256
   * messages and events may wait, and what comes beyond is dropped and counted.
   */
  void received(String text);

  /**
   * Input has come. It waits with the texts; a move replaces the one that waits of the same
   * pointer, finger or axis unless something else came between, and of moves and releases 256 more
   * may wait.
   */
  void received(InputEvent event);

  /** The viewer is gone. Once; later calls are ignored. */
  void leave(Problem reason);
}
