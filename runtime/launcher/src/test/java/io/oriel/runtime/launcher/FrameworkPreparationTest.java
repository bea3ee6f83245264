package io.oriel.runtime.launcher;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

class FrameworkPreparationTest {
  @TempDir Path folder;

  /** Another framework beside the one of the tests. */
  public static final class Other implements FrameworkFactory {
    @Override
    public Framework newFramework(Map<String, String> configuration) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void saysThatThereIsNoFramework() throws Exception {
    ClassLoader platform = ClassLoader.getPlatformClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[0], platform)) {
      assertThatIllegalStateException()
          .isThrownBy(() -> FrameworkPreparation.factory(loader))
          .withMessageContaining("add org.apache.felix.framework");
    }
  }

  @Test
  void namesTheFrameworksThatMeet() throws Exception {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(FrameworkFactory.class.getName()), Other.class.getName());
    URL[] more = {folder.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(more, getClass().getClassLoader())) {
      assertThatIllegalStateException()
          .isThrownBy(() -> FrameworkPreparation.factory(loader))
          .withMessageContaining(Other.class.getName())
          .withMessageContaining("keep one of them");
    }
  }
}
