package io.oriel.api.embed;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What was pushed is Oriel's to read until this is released: when a later one has taken its place
 * and every consumer, of whatever kind, is done with it. The last picture that was pushed therefore
 * stays leased until another comes or the stream ends. Any thread.
 */
@ProviderType
public interface PushLease {
  /**
   * Completes when the memory is the host's again, on a thread of the engine that may be kept busy.
   * Never completes exceptionally.
   */
  CompletionStage<PushOutcome> whenReleased();

  /**
   * Waits until the memory is the host's again.
   *
   * @return what has become of the push; empty if the lease still runs after {@code limit}
   */
  Optional<PushOutcome> await(Duration limit) throws InterruptedException;
}
