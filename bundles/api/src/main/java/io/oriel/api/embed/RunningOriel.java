package io.oriel.api.embed;

import io.oriel.api.deploy.DeployedBundle;
import io.oriel.api.error.OrielException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * An engine that runs inside the host's process until it is closed. Safe for use from any thread.
 * Once it is closed, everything that asks it throws {@link IllegalStateException}, and nothing that
 * came from it may be used any more.
 */
@ProviderType
public interface RunningOriel extends Oriel, AutoCloseable {
  /**
   * Waits until every part is ready, which includes a picture of each stream.
   *
   * @return this
   * @throws EmbeddingException with every reason: after the time, or at once if a component has
   *     failed that only another configuration can mend, or the engine was closed. It runs on.
   * @throws InterruptedException when the thread is interrupted
   */
  RunningOriel awaitReady(Duration limit) throws EmbeddingException, InterruptedException;

  /**
   * The best service of a type that host and bundles share, if there is one now: of the higher
   * {@code service.ranking}, among equals the newer, as everywhere in Oriel ({@link
   * io.oriel.api.swap.Offers}). Ask anew for each use and never keep it: a bundle that takes
   * another's place brings another service.
   */
  <S> Optional<S> service(Class<S> type);

  /** The page that shows the streams to people; empty while no listener is open for it. */
  Optional<URI> page();

  /**
   * Installs a bundle beside the one with its name, if there is one, and returns once it serves and
   * the former has gone; see {@link io.oriel.api.deploy.Deployer#install}. Blocks as that does:
   * usually for a second or two. What was installed is gone when the engine is closed.
   *
   * @throws OrielException as there, and with {@link io.oriel.api.error.ErrorCode#UNSUPPORTED} when
   *     the bundle {@code io.oriel.deploy} does not run
   */
  DeployedBundle install(Path jar) throws OrielException;

  /**
   * Removes a bundle that {@link #install} has installed; the one whose place it had comes back
   * before. See {@link io.oriel.api.deploy.Deployer#remove}.
   *
   * @throws OrielException as there, and with {@link io.oriel.api.error.ErrorCode#UNSUPPORTED} when
   *     the bundle {@code io.oriel.deploy} does not run
   */
  void remove(DeployedBundle bundle) throws OrielException;

  /** The settings that hold now. */
  Settings settings();

  /**
   * Replaces all settings while everything runs. They are checked as at the start; if anything is
   * wrong nothing is changed. Only components whose settings differ hear of it; what they do about
   * it is told by their READMEs. Some of that goes on after this returns.
   *
   * @return the components whose settings have changed
   * @throws EmbeddingException when anything is wrong, with all of it
   */
  List<String> reconfigure(Settings settings) throws EmbeddingException;

  /** The components that cannot be activated, as it is now. */
  List<ComponentFailure> failures();

  /**
   * Tells the viewers, stops everything and removes what is temporary. Blocks until that is done, a
   * second or so; after 30 s it is logged and goes on without the caller. Any thread may call it,
   * any number of times, also while the engine is not ready yet; but no callback of the engine,
   * which would wait for itself.
   */
  @Override
  void close();
}
