package io.oriel.runtime.launcher;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.cm.ConfigurationAdmin;

class LiveConfigurationTest {
  @TempDir Path work;

  @Test
  void whatCannotBeStoredIsToldFromAFrameworkThatHasStopped() throws Exception {
    ConfigurationSource source = settings -> Configuration.empty();
    FrameworkPreparation.Prepared prepared =
        FrameworkPreparation.begin(work, Embedding.ALWAYS_SHARED).await();
    try (RunningFramework framework = new RunningFramework(prepared, Optional.empty())) {
      framework.context().registerService(ConfigurationAdmin.class, fakeOnAFullDisk(), null);
      LiveConfiguration live = new LiveConfiguration(framework, List.of(), source);

      assertThatExceptionOfType(UncheckedIOException.class)
          .isThrownBy(() -> live.replace(source))
          .withMessageContaining("no space left");
    }
  }

  private static ConfigurationAdmin fakeOnAFullDisk() {
    InvocationHandler full =
        (self, method, arguments) -> {
          throw new IOException("no space left");
        };
    Class<?>[] types = {ConfigurationAdmin.class};
    return (ConfigurationAdmin)
        Proxy.newProxyInstance(LiveConfigurationTest.class.getClassLoader(), types, full);
  }
}
