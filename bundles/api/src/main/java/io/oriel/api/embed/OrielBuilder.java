package io.oriel.api.embed;

import java.nio.file.Path;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What an engine inside a host's process is made of. Everything has a default. One thread, one
 * start; {@link Oriel#builder} makes another.
 *
 * <p>A launcher is found by {@link java.util.ServiceLoader} under this type.
 */
@ProviderType
public interface OrielBuilder {
  /**
   * Takes the bundles of a folder, in the order of their names. Without it: the folder {@code
   * bundles} of the installed Oriel that the system property {@code oriel.home} names, or else the
   * environment variable {@code ORIEL_HOME}, or else that the launcher's own jar lies in.
   */
  OrielBuilder bundles(Path folder);

  /** Adds one bundle, started after those of the folder. */
  OrielBuilder bundle(Path jar);

  /**
   * Has whatever the engine writes kept below a folder: caches and the framework's own storage.
   * Several engines, in one process or in several, may name the same one. Without it a temporary
   * folder is taken, and removed by {@link RunningOriel#close}.
   */
  OrielBuilder work(Path folder);

  /** Configures streams and components; without it {@link Settings#DEFAULTS} hold. */
  OrielBuilder settings(Settings settings);

  /**
   * Shares the packages of one more jar of the host's class path with the bundles, beside Oriel's
   * contracts, so that objects of its types may pass between them. It must have the headers of a
   * bundle.
   *
   * @param anchor any class of it
   */
  OrielBuilder share(Class<?> anchor);

  /**
   * Checks the settings, then starts every bundle with them. Pictures follow some time later; see
   * {@link RunningOriel#awaitReady}. Blocks for about a second; an interrupt ends it early.
   *
   * @throws EmbeddingException when the settings are wrong, with all that is; when a bundle cannot
   *     be read, resolved or started; when there is a second copy of the contracts; when the thread
   *     is interrupted. Then nothing is left running.
   */
  RunningOriel start() throws EmbeddingException;
}
