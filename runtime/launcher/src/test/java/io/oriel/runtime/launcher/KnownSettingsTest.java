package io.oriel.runtime.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.cm.ConfigurationAdmin;

/** What transports are given that come while the framework runs. */
class KnownSettingsTest {
  @TempDir Path folder;
  private Path bundles;
  private Path later;
  private int installed;

  @BeforeEach
  void install() throws Exception {
    bundles = Files.createDirectory(folder.resolve("bundles"));
    later = Files.createDirectory(folder.resolve("later"));
    SampleBundle.copyRuntime(bundles);
    SampleBundle.transport("tube", "some.tube", true).in(bundles);
    SampleBundle.transport("web", "some.web", false).in(bundles);
  }

  @Test
  void runsAnOptionalTransportThatSomebodyBrings() throws Exception {
    try (Embedded embedded = embedded(Configuration.empty())) {
      start(embedded, SampleBundle.transport("pipe", "some.pipe", true));
      assertThat(configured(embedded)).containsExactlyInAnyOrder("some.web", "some.pipe");
      start(embedded, SampleBundle.transport("pipe", "some.pipe", true).entry("more", ""));
      embedded.configuration().replace(settings -> Configuration.empty());
      assertThat(configured(embedded)).containsExactlyInAnyOrder("some.web", "some.pipe");
    }
  }

  @Test
  void leavesOffWhatTakesThePlaceOfOneThatIsOff() throws Exception {
    try (Embedded embedded = embedded(Configuration.empty())) {
      start(embedded, SampleBundle.transport("tube", "some.tube", true).entry("newer", ""));
      assertThat(configured(embedded)).containsExactly("some.web");
    }
  }

  @Test
  void takesWhatIsWrittenForATransportThatIsTurnedOff() throws Exception {
    Path file = folder.resolve("oriel.json");
    Files.writeString(file, "{\"some.web\": false}");
    Configuration off = ConfigurationFile.read(file);
    try (Embedded embedded = embedded(off)) {
      start(embedded, SampleBundle.transport("web", "some.web", false).entry("newer", ""));
      start(embedded, SampleBundle.transport("pipe", "some.pipe", false));
      assertThat(configured(embedded)).containsExactly("some.pipe");
    }
  }

  private Embedded embedded(Configuration written) throws Exception {
    return new Embedding(
            BundleJar.files(bundles),
            settings -> written,
            folder.resolve("work"),
            Optional.empty(),
            List.of())
        .start();
  }

  /** As deployment does it: under a location of its own, beside the former. */
  private void start(Embedded embedded, SampleBundle bundle) throws Exception {
    Path jar = bundle.header("Bundle-Version", "2.0." + ++installed).in(later);
    embedded
        .framework()
        .context()
        .installBundle("later:" + installed, Files.newInputStream(jar))
        .start();
  }

  private static Stream<String> configured(Embedded embedded) throws Exception {
    return Stream.of(
            embedded
                .framework()
                .service(ConfigurationAdmin.class)
                .orElseThrow()
                .listConfigurations(null))
        .map(org.osgi.service.cm.Configuration::getPid);
  }
}
