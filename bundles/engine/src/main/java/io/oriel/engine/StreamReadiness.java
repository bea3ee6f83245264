package io.oriel.engine;

import io.oriel.api.error.Problem;
import io.oriel.api.health.Readiness;
import io.oriel.api.stream.StreamStatus;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How a stream's status is told among what counts for readiness. */
final class StreamReadiness {
  private StreamReadiness() {}

  static Readiness of(io.oriel.api.stream.Stream stream) {
    StreamStatus status = stream.status();
    List<Problem> problems =
        Stream.of(status.problem(), status.stage().problem(), status.aov().problem())
            .flatMap(Optional::stream)
            .distinct()
            .toList();
    return new Readiness("stream " + stream.info().name(), status.ready(), problems);
  }
}
