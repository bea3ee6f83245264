package io.oriel.api.deploy;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import java.nio.file.Path;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Puts bundles into the running server and takes them out again. A service of the bundle {@code
 * deploy}. Safe for use from any thread that may block; never call it from a thread of frames.
 */
@ProviderType
public interface Deployer {
  /**
   * Installs a jar beside the bundle of the same symbolic name, if there is one, and starts it.
   * Once all that it brings has served, or the time for it is over and nothing of it was given up,
   * the former one goes. The jar is copied: the file is the caller's again when this returns.
   *
   * <p>Blocks until earlier calls are done, then usually for a second or two: up to 30 s for its
   * start, {@code observeMillis} (10 s) for it to serve, then until the former one has stopped.
   * Under the launcher it is gone when the engine is closed.
   *
   * @throws OrielException when it was not installed, or removed again, and what was there before
   *     serves on: {@link ErrorCode#BUNDLE_INVALID}, {@link ErrorCode#BUNDLE_UNTRUSTED}, {@link
   *     ErrorCode#BUNDLE_PRESENT}, {@link ErrorCode#BUNDLE_NEEDED}, {@link
   *     ErrorCode#BUNDLE_UNRESOLVED} or {@link ErrorCode#BUNDLE_UNHEALTHY}; or {@link
   *     ErrorCode#SERVER_STOPPING}, also for a caller that is interrupted, while the install goes
   *     on
   */
  DeployedBundle install(Path jar) throws OrielException;

  /**
   * Removes a bundle that was installed here, and its file in the folder of bundles unless another
   * jar lies there by now. One of the distribution whose place it had comes back before. Blocks as
   * {@link #install} does.
   *
   * @param bundleId as the framework numbers it
   * @throws OrielException with {@link ErrorCode#NOT_FOUND} when there is no such bundle, {@link
   *     ErrorCode#UNSUPPORTED} when it was not installed here, {@link ErrorCode#BUNDLE_NEEDED} when
   *     others are wired to it, {@link ErrorCode#SERVER_STOPPING} as for {@link #install}
   */
  void remove(long bundleId) throws OrielException;
}
