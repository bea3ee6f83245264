package io.oriel.runtime.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFolderTest {
  @TempDir Path base;

  @Test
  void givesTwoServersAFolderEach() throws Exception {
    try (WorkFolder one = WorkFolder.claim(base);
        WorkFolder other = WorkFolder.claim(base)) {
      assertThat(one.path()).isNotEqualTo(other.path()).isDirectory();
      assertThat(other.path()).isDirectory();
    }
  }

  @Test
  void givesAFreedFolderToTheNext() throws Exception {
    Path first;
    try (WorkFolder one = WorkFolder.claim(base)) {
      first = one.path();
    }
    try (WorkFolder next = WorkFolder.claim(base)) {
      assertThat(next.path()).isEqualTo(first);
    }
  }

  @Test
  void givesWhatASecondServerWasRefusedToNoOtherProcess() throws Exception {
    try (WorkFolder one = WorkFolder.claim(base);
        WorkFolder other = WorkFolder.claim(base)) {
      assertThat(one.path()).hasFileName("server-0");
      assertThat(other.path()).hasFileName("server-1");
      assertThat(WorkFolder.isLeft(base)).isFalse();

      assertThat(claimedByAnotherProcess()).isEqualTo("server-2");
    }
  }

  @Test
  void knowsWhatALauncherOfAnotherClassLoaderHolds() throws Exception {
    try (WorkFolder one = WorkFolder.claim(base);
        AutoCloseable other = claimedByAnotherLauncher()) {
      assertThat(one.path()).hasFileName("server-0");

      assertThat(claimedByAnotherProcess()).isEqualTo("server-2");
    }
  }

  @Test
  void freesNothingOfTheNextWhenItIsClosedAgain() throws Exception {
    WorkFolder one = WorkFolder.claim(base);
    one.close();
    try (WorkFolder next = WorkFolder.claim(base)) {
      one.close();
      try (WorkFolder other = WorkFolder.claim(base)) {
        assertThat(other.path()).isNotEqualTo(next.path());
      }
      assertThat(claimedByAnotherProcess()).isEqualTo("server-1");
    }
  }

  /** As in a host that has the launcher's jar twice, for two parts of it. */
  private AutoCloseable claimedByAnotherLauncher() throws Exception {
    URL classes = WorkFolder.class.getProtectionDomain().getCodeSource().getLocation();
    ClassLoader another =
        new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader());
    Method claim =
        another.loadClass(WorkFolder.class.getName()).getDeclaredMethod("claim", Path.class);
    claim.setAccessible(true);
    return (AutoCloseable) claim.invoke(null, base);
  }

  private String claimedByAnotherProcess() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                WorkFolderClaim.class.getName(),
                base.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader lines = process.inputReader()) {
      return lines.readLine();
    } finally {
      process.waitFor();
    }
  }
}
