package io.oriel.runtime.launcher;

import io.oriel.api.embed.EmbeddingException;
import io.oriel.api.embed.Oriel;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.Problem;
import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.BundleException;

/** The framework or a bundle could not be started; the message says which and why, a line each. */
final class StartException extends EmbeddingException {
  private static final long serialVersionUID = 1L;
  private static final String API = "io.oriel.api";

  StartException(String message) {
    super(ErrorCode.EMBEDDING_START_FAILED, message);
  }

  StartException(String message, Throwable cause) {
    this(ErrorCode.EMBEDDING_START_FAILED, message, cause);
  }

  StartException(ErrorCode code, String message) {
    super(code, message);
  }

  StartException(ErrorCode code, String message, Throwable cause) {
    super(code, message, cause);
  }

  /** What several bundles failed of. */
  StartException(List<BundleException> failures) {
    super(problems(failures));
    failures.forEach(this::addSuppressed);
  }

  private static List<Problem> problems(List<BundleException> failures) {
    List<Problem> problems = new ArrayList<>();
    failures.forEach(failure -> problems.add(problem(failure)));
    if (problems.stream().anyMatch(problem -> problem.detail().contains(API))) {
      problems.add(
          new Problem(
              ErrorCode.BUNDLE_UNRESOLVED,
              "the packages of "
                  + API
                  + " are those of the class path, "
                  + Oriel.class.getProtectionDomain().getCodeSource().getLocation()
                  + "; take them, the launcher and the bundles from one version of Oriel"));
    }
    return problems;
  }

  private static Problem problem(BundleException failure) {
    ErrorCode code =
        failure.getType() == BundleException.RESOLVE_ERROR
            ? ErrorCode.BUNDLE_UNRESOLVED
            : ErrorCode.EMBEDDING_START_FAILED;
    return new Problem(code, String.valueOf(failure.getMessage()));
  }
}
