package io.oriel.runtime.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Which server is meant: what the command line says over the configuration file. Values that a
 * component limits are checked with its configuration, not here.
 */
record ServerOptions(
    Optional<Path> stage,
    Optional<Size> size,
    Optional<Integer> fps,
    Optional<String> renderer,
    Optional<String> encoder,
    Optional<List<String>> transports,
    Optional<Integer> port,
    Optional<String> bind,
    boolean allowAnonymous,
    Optional<Path> config,
    List<Path> bundles,
    Optional<Path> work,
    boolean once) {

  /** Width and height in pixels. */
  record Size(int width, int height) {}
}
