package io.oriel.runtime.itest.pax;

import java.nio.file.Path;

/** Where a test runs and where things are: system properties that both sides know. */
final class Place {
  /** Symbolic name of the framework that it is said to run on. */
  static final String FRAMEWORK = "oriel.framework";

  /** {@code native} in the process that started the tests, {@code forked} in one of its own. */
  static final String CONTAINER = "oriel.container";

  /** Process that started the tests. */
  static final String STARTER = "oriel.starter";

  /** Folder of the shipped stages. */
  static final String STAGES = "oriel.stages";

  /** A Python that reads stages. */
  static final String PYTHON = "oriel.python";

  private Place() {}

  static String stage(String name) {
    return Path.of(System.getProperty(STAGES), name).normalize().toString();
  }
}
