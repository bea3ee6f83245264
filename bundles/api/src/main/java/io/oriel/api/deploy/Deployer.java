package io.oriel.api.deploy;

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
   * <p>Blocks until that is decided, some 10 s at most by default, and until earlier calls are
   * done.
   *
   * @throws OrielException when the jar cannot be installed, is not trusted or does not do its
   *     work: then it was removed, and what was there before serves on
   */
  DeployedBundle install(Path jar) throws OrielException;

  /**
   * Removes a bundle that was installed here. One of the distribution whose place it had comes back
   * before.
   *
   * @param bundleId as the framework numbers it
   * @throws OrielException when there is no such bundle, it was not installed here, or others are
   *     wired to it
   */
  void remove(long bundleId) throws OrielException;
}
