package io.oriel.runtime.launcher;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration was refused; every problem in it is listed. Nothing was started. */
public final class ConfigurationException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<ConfigurationProblem> problems;

  ConfigurationException(List<ConfigurationProblem> problems) {
    super(problems.stream().map(ConfigurationProblem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** Every problem found, in the order of the configuration. */
  public List<ConfigurationProblem> problems() {
    return problems;
  }
}
