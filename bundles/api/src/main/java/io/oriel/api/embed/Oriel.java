package io.oriel.api.embed;

import io.oriel.api.health.Readiness;
import io.oriel.api.stream.StreamControl;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The engine in the hands of its host. A service for bundles; a plain Java program makes an engine
 * of its own with {@link #builder}. Safe for use from any thread.
 */
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

  /**
   * Begins an engine inside this process. The launcher, {@code io.oriel.runtime.launcher}, must be
   * seen by the class loader of the caller.
   *
   * @throws EmbeddingException when no launcher is there, or when the caller is a bundle, which has
   *     an engine beside it already
   */
  static OrielBuilder builder() throws EmbeddingException {
    return Launcher.seenBy(
        StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE).getCallerClass());
  }
}
