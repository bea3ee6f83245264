package io.oriel.runtime.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tests of this run are about the framework that they are said to be about. */
class FrameworkIT {
  private static final String FRAMEWORK = System.getProperty("oriel.framework");

  @TempDir Path folder;

  @Test
  void runsTheBundlesInTheTestsOwnProcess() throws Exception {
    try (EmbeddedServer server = EmbeddedServer.start(folder, Map.of())) {
      assertThat(server.context().getBundle(0).getSymbolicName()).isEqualTo(FRAMEWORK);
    }
  }

  @Test
  void runsTheServer() throws Exception {
    try (ServerProcess server = ServerProcess.start(folder).awaitReady()) {
      assertThat(server.handle().info().commandLine().orElseThrow())
          .contains("/" + FRAMEWORK + "-");
    }
  }
}
