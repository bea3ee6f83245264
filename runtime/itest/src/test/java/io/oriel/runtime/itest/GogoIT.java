package io.oriel.runtime.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.felix.service.command.CommandProcessor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** Felix's shell, which an operator has installed, has the commands of deployment. */
class GogoIT {
  private static final String COLOR = "io.oriel.aov.color";

  @TempDir Path folder;

  @Test
  void aShellListsInstallsAndRemoves() throws Exception {
    Path shell =
        Path.of(CommandProcessor.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Map<String, Map<String, Object>> streams =
        Map.of("main", Map.of("renderer", "test", "width", 320, "height", 180));
    try (EmbeddedServer server = EmbeddedServer.start(folder, streams).awaitReady("main")) {
      server.install(shell);
      assertThat(execute(server.context(), "oriel:bundles"))
          .containsPattern(" active +" + COLOR + " .*LdrColor serving");

      Path jar = BundleCopy.of(Place.bundle(COLOR), COLOR, folder);
      Bundle shipped = server.bundle(COLOR);
      String installed = execute(server.context(), "oriel:install " + jar);
      assertThat(installed).contains(COLOR).contains("active");
      assertThat(shipped.getState()).isNotEqualTo(Bundle.ACTIVE);

      execute(server.context(), "oriel:remove " + installed.strip().split(" ", 2)[0]);
      assertThat(shipped.getState()).isEqualTo(Bundle.ACTIVE);
    }
  }

  /** Its types are the bundle's own, not those that this test was compiled with. */
  private static String execute(BundleContext context, String line) throws Exception {
    String type = CommandProcessor.class.getName();
    await("the shell")
        .atMost(Duration.ofSeconds(60))
        .until(() -> context.getAllServiceReferences(type, null) != null);
    Object processor = context.getService(context.getAllServiceReferences(type, null)[0]);
    Object session =
        processor
            .getClass()
            .getMethod("createSession", InputStream.class, OutputStream.class, OutputStream.class)
            .invoke(
                processor,
                new ByteArrayInputStream(new byte[0]),
                new ByteArrayOutputStream(),
                new ByteArrayOutputStream());
    return String.valueOf(
        session.getClass().getMethod("execute", CharSequence.class).invoke(session, line));
  }
}
