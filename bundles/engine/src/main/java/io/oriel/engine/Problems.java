package io.oriel.engine;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;

/** What an exception of a replaceable part amounts to. */
final class Problems {
  private Problems() {}

  /** Its own code if it has one, else {@code code} with what the exception says. */
  static Problem of(Throwable error, ErrorCode code) {
    return error instanceof OrielException known
        ? known.problem()
        : new Problem(code, error.toString());
  }

  static OrielException exception(Problem problem, Throwable cause) {
    return cause instanceof OrielException known
        ? known
        : new OrielException(problem.code(), problem.detail(), cause);
  }
}
