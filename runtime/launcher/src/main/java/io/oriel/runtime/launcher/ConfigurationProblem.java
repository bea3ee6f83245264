package io.oriel.runtime.launcher;

/**
 * One thing that is wrong in a configuration.
 *
 * @param where the file with line and column, the command line option, or the caller's own name for
 *     its source
 * @param what what is wrong there and what is allowed
 */
record ConfigurationProblem(String where, String what) {
  @Override
  public String toString() {
    return where + ": " + what;
  }
}
