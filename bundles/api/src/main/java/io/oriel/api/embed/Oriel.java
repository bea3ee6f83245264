package io.oriel.api.embed;

import io.oriel.api.health.Readiness;
import io.oriel.api.stream.StreamControl;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The engine in the hands of its host. A service. Safe for use from any thread. */
@ProviderType
public interface Oriel {
  /** Every configured stream, ready or not, by name. */
  List<StreamControl> streams();

  /** One of them. */
  Optional<StreamControl> stream(String name);

  /** The stream of this name that shows what its host pushes; it is among the others too. */
  Optional<PushedStream> pushed(String name);

  /** Whether every part that counts for readiness is ready, and if not, why. */
  List<Readiness> readiness();
}
