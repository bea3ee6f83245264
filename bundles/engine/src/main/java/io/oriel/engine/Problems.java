package io.oriel.engine;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;

/** What an exception of a replaceable part amounts to. */
final class Problems {
  /** Characters of a foreign text that are told; a part that fails at length floods nobody. */
  private static final int MAX_DETAIL = 500;

  private Problems() {}

  /** Its own code if it has one, else {@code code} with what the exception says. */
  static Problem of(Throwable error, ErrorCode code) {
    return error instanceof OrielException known
        ? known.problem()
        : new Problem(code, bounded(error.toString()));
  }

  private static String bounded(String text) {
    return text.length() <= MAX_DETAIL ? text : text.substring(0, MAX_DETAIL) + "...";
  }

  /** The problem as an exception: the cause itself if it says the same. */
  static OrielException exception(Problem problem, Throwable cause) {
    return cause instanceof OrielException known && known.problem().equals(problem)
        ? known
        : new OrielException(problem.code(), problem.detail(), cause);
  }
}
