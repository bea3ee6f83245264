package io.oriel.stage.usd;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Which stage a worker opens, and how.
 *
 * @param file that is read
 * @param url where it was fetched from, without what may be a secret; empty for a local file
 * @param variants chosen ones by the path of their prim and the name of their set
 * @param settings its limits; the roots with all links resolved
 * @param limit time that it may take
 * @param questionLimit time that the answer to a question about it may take
 */
record Opening(
    Path file,
    Optional<String> url,
    Map<String, Map<String, String>> variants,
    Settings settings,
    Duration limit,
    Duration questionLimit) {
  /** What errors call the stage. */
  String name() {
    return url.orElseGet(file::toString);
  }

  /** A text about the stage; where a fetched one is kept is of no use to who asked for it. */
  String told(String text) {
    return url.isEmpty() ? text : text.replace(file.getParent() + File.separator, "");
  }
}
