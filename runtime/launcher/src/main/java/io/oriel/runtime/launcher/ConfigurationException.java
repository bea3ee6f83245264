package io.oriel.runtime.launcher;

import io.oriel.api.embed.EmbeddingException;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.Problem;
import java.util.List;

/** A configuration was refused; every mistake in it is listed. Nothing was started. */
final class ConfigurationException extends EmbeddingException {
  private static final long serialVersionUID = 1L;

  private final transient List<ConfigurationProblem> mistakes;

  ConfigurationException(List<ConfigurationProblem> mistakes) {
    super(
        mistakes.stream()
            .map(mistake -> new Problem(ErrorCode.CONFIGURATION_INVALID, mistake.toString()))
            .toList());
    this.mistakes = List.copyOf(mistakes);
  }

  /** Every mistake found, in the order of the configuration. */
  List<ConfigurationProblem> mistakes() {
    return mistakes;
  }
}
