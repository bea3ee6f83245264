package io.oriel.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

class FrameworkTest {
  @TempDir Path folder;
  private RunningFramework running;

  @BeforeEach
  void start() throws Exception {
    running = RunningFramework.start(folder);
  }

  @AfterEach
  void stop() throws Exception {
    System.clearProperty(StuckActivator.STUCK);
    running.close();
  }

  @Test
  void aStartThatNeverReturnsKeepsNobodyElseFromStarting() throws Exception {
    System.setProperty(StuckActivator.STUCK, "true");
    Bundle stuck = install(TestJar.bundle("stuck", "1").activator(StuckActivator.class));
    Framework impatient = new Framework(running.context(), Duration.ofMillis(200));
    assertThatThrownBy(() -> impatient.start(stuck))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("its start has not returned");
    impatient.retire(stuck);

    Framework patient = new Framework(running.context(), Duration.ofMinutes(1));
    patient.start(install(TestJar.bundle("other", "1").activator(RegisteringActivator.class)));
    assertThat(running.running()).containsExactly("other 1.0.0");

    System.clearProperty(StuckActivator.STUCK);
    await("it to be removed after all").until(() -> stuck.getState() == Bundle.UNINSTALLED);
    assertThat(running.running()).containsExactly("other 1.0.0");
  }

  private Bundle install(TestJar jar) throws Exception {
    Path file = jar.write(folder.resolve("new.jar"));
    String sha256 = Sha256.hex(java.nio.file.Files.readAllBytes(file));
    return running
        .context()
        .installBundle(
            new Origin(sha256, Optional.empty()).location(),
            java.nio.file.Files.newInputStream(file));
  }
}
