package io.oriel.api.embed;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/** What a host asked for was refused, for one reason or for many; the message has a line each. */
public class EmbeddingException extends OrielException {
  @Serial private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /** One reason. */
  public EmbeddingException(ErrorCode code, String detail) {
    this(code, detail, null);
  }

  /** One reason that {@code cause} led to. */
  public EmbeddingException(ErrorCode code, String detail, Throwable cause) {
    super(code, detail, cause);
    problems = List.of(new Problem(code, detail));
  }

  /**
   * Many reasons.
   *
   * @param problems at least one; the code is that of the first
   */
  public EmbeddingException(List<Problem> problems) {
    super(
        problems.getFirst().code(),
        problems.stream()
            .map(problem -> problem.detail().isEmpty() ? problem.code().cause() : problem.detail())
            .collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** Every reason. */
  public List<Problem> problems() {
    return problems;
  }
}
