package io.oriel.api.transport;

import io.oriel.api.error.OrielException;
import io.oriel.api.stream.Stream;
import io.oriel.api.time.Clock;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** What a transport works with. Safe for use from any thread. */
@ProviderType
public interface TransportContext {
  /** The clock of every time and deadline here. */
  Clock clock();

  /** The stream with this name, ready or not. */
  Optional<Stream> stream(String name);

  /**
   * Has the listener called with every present stream, before this returns, and with every one that
   * comes or goes until the transport is closed.
   */
  void streams(StreamListener listener);

  /**
   * Lets a viewer in or refuses it. Quick; called before anything costly is done for the viewer.
   *
   * @return its session; the transport ends it with {@link ViewerSession#leave}
   * @throws OrielException the refusal: unknown stream, not ready, not authenticated, too many
   */
  ViewerSession admit(ViewerRequest request) throws OrielException;
}
