package io.oriel.health;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.Problem;
import io.oriel.api.health.Readiness;
import java.util.Comparator;
import java.util.List;

/**
 * What the parts say together: ready if each of them is and one of them is a stream.
 *
 * @param ready the answer
 * @param parts what each part says, by name
 * @param problems what no part says by itself
 */
record Verdict(boolean ready, List<Readiness> parts, List<Problem> problems) {
  private static final String STREAM = "stream ";
  private static final Problem NO_STREAM =
      new Problem(
          ErrorCode.STREAM_NOT_READY, "No stream is there: none is configured, or not yet.");

  static Verdict of(final List<Readiness> parts) {
    final boolean stream = parts.stream().anyMatch(part -> part.name().startsWith(STREAM));
    final boolean all = parts.stream().allMatch(Readiness::ready);
    return new Verdict(
        stream && all,
        parts.stream().sorted(Comparator.comparing(Readiness::name)).toList(),
        stream ? List.of() : List.of(NO_STREAM));
  }
}
