package io.oriel.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.api.error.OrielException;
import io.oriel.api.swap.ServiceUse;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** Bundles that go while they are looked at. */
class ObservationTest {
  @TempDir Path folder;
  private RunningFramework running;

  @BeforeEach
  void start() throws Exception {
    running = RunningFramework.start(folder);
  }

  @AfterEach
  void stop() throws Exception {
    running.close();
  }

  @Test
  void aBundleThatIsGoneHasNoServices() throws Exception {
    Bundle gone = started();
    gone.uninstall();
    assertThat(observation(() -> {}).uses(gone)).isEmpty();
  }

  @Test
  void aBundleThatStopsMeanwhileIsUnhealthyAndNoDefect() throws Exception {
    running.say("1.0.0", ServiceUse.State.WAITING);
    Bundle newcomer = started();
    Observation observation = observation(() -> stop(newcomer));
    assertThatThrownBy(() -> observation.await(newcomer, Duration.ofMinutes(10), true))
        .isInstanceOf(OrielException.class)
        .hasMessageContaining("it stopped by itself");
  }

  private Observation observation(Runnable asked) {
    return new Observation(
        new Framework(running.context(), Duration.ofMinutes(1)),
        (ServiceComponentRuntime)
            Proxy.newProxyInstance(
                ServiceComponentRuntime.class.getClassLoader(),
                new Class<?>[] {ServiceComponentRuntime.class},
                (proxy, method, arguments) -> {
                  asked.run();
                  return List.of();
                }),
        List.of(running));
  }

  private Bundle started() throws Exception {
    Path file =
        TestJar.bundle("sample", "1.0.0")
            .activator(RegisteringActivator.class)
            .write(folder.resolve("a.jar"));
    Bundle bundle =
        running
            .context()
            .installBundle(
                new Origin("0".repeat(64), Optional.empty()).location(),
                java.nio.file.Files.newInputStream(file));
    bundle.start();
    return bundle;
  }

  private static void stop(Bundle bundle) {
    try {
      bundle.stop();
    } catch (BundleException e) {
      throw new AssertionError(e);
    }
  }
}
