package io.oriel.runtime.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.embed.Oriel;
import io.oriel.api.embed.RunningOriel;
import io.oriel.api.embed.Settings;
import io.oriel.api.health.Finding;
import io.oriel.api.health.Finding.Verdict;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;

/** The doctor with a real framework and bundles of the test. */
class ExaminationTest {
  @TempDir Path home;
  private Path bundles;

  @BeforeEach
  void install() throws Exception {
    bundles = Files.createDirectory(home.resolve("bundles"));
    Files.createDirectory(home.resolve("config"));
    SampleBundle.copyRuntime(bundles);
    SampleBundle.listener().in(bundles);
    SampleBundle.checkup().in(bundles);
  }

  @Test
  void tellsCheckupsTheSettingsWithDefaultsAndOpensNothing() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    assertThat(findings("sample.checkup", "--port", Integer.toString(port)))
        .containsExactly(
            Finding.good(
                "settings", "{allowAnonymous=false, bindAddress=127.0.0.1, port=" + port + "}"),
            Finding.good("instances", "{}"),
            Finding.good("port", "127.0.0.1:" + port + "/tcp is free"));
  }

  @Test
  void goesOnWhenThePortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<Section> sections = examine("--port", Integer.toString(taken.getLocalPort()));
      assertThat(of(sections, "sample.checkup"))
          .extracting(Finding::verdict)
          .containsExactly(Verdict.GOOD, Verdict.GOOD, Verdict.BAD);
      assertThat(of(sections, "bundles"))
          .containsExactly(Finding.good("bundles", "4 bundles fit together"));
    }
  }

  @Test
  void reportsABundleThatDoesNotFitAndExaminesTheRest() throws Exception {
    SampleBundle.named("sample.broken").header("Import-Package", "no.such.thing").in(bundles);
    Path garbage = Files.writeString(bundles.resolve("garbage.jar"), "no zip");
    List<Section> sections = examine("--port", "0");
    assertThat(of(sections, "bundles"))
        .hasSize(2)
        .allMatch(finding -> finding.verdict() == Verdict.BAD && !finding.remedy().isEmpty())
        .anyMatch(finding -> finding.detail().contains("no.such.thing"))
        .anyMatch(finding -> finding.detail().contains(garbage.toString()));
    assertThat(of(sections, "sample.checkup")).hasSize(3);
  }

  @Test
  void reportsEveryMistakeInTheConfigurationAndGoesOnWithoutIt() throws Exception {
    Files.writeString(
        home.resolve("config/oriel.json"),
        "{\"io.oriel.http.public\": {\"port\": \"x\", \"prot\": 1, \"allowAnonymous\": true}}");
    List<Section> sections = examine();
    assertThat(of(sections, "configuration"))
        .hasSize(2)
        .allMatch(finding -> finding.verdict() == Verdict.BAD);
    assertThat(of(sections, "sample.checkup").getFirst().detail())
        .isEqualTo("{allowAnonymous=true, bindAddress=127.0.0.1, port=49100}");
  }

  @Test
  void reportsACheckupThatFails() throws Exception {
    assertThat(findings("sample.checkup", "--port", "1"))
        .singleElement()
        .satisfies(finding -> assertThat(finding.verdict()).isEqualTo(Verdict.BAD))
        .satisfies(finding -> assertThat(finding.detail()).contains("sample trouble"));
  }

  @Test
  void waitsForACheckupOnlySoLong() throws Exception {
    Setup setup = Printed.setup(home, Printed.arguments("doctor", "--port", "2"));
    BundleFiles files = BundleFiles.read(setup);
    ConfigurationTrial configuration = ConfigurationTrial.of(setup, files.bundles());
    Settings settings = Settings.EMPTY.component("io.oriel.http.public", Map.of("port", 0));
    try (RunningOriel oriel = Oriel.builder().bundles(bundles).settings(settings).start()) {
      CheckupRun run =
          new CheckupRun(
              oriel.service(BundleContext.class).orElseThrow(),
              new DoctorContext(configuration),
              Duration.ofMillis(200));
      assertThat(run.sections().getFirst().findings())
          .singleElement()
          .satisfies(finding -> assertThat(finding.verdict()).isEqualTo(Verdict.BAD))
          .satisfies(finding -> assertThat(finding.detail()).contains("did not answer within"));
    }
  }

  @Test
  void leavesNothingBehind() throws Exception {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    examine("--port", "0");
    assertThat(doctorFolders(temporary)).isZero();
    assertThat(home.resolve(".runtime")).doesNotExist();
  }

  private static long doctorFolders(Path temporary) throws Exception {
    try (var files = Files.list(temporary)) {
      String ours = "oriel-doctor-" + ProcessHandle.current().pid() + "-";
      return files.filter(f -> f.getFileName().toString().startsWith(ours)).count();
    }
  }

  private List<Finding> findings(String source, String... options) throws Exception {
    return of(examine(options), source);
  }

  private static List<Finding> of(List<Section> sections, String source) {
    return sections.stream()
        .filter(section -> section.source().equals(source))
        .flatMap(section -> section.findings().stream())
        .toList();
  }

  private List<Section> examine(String... options) throws Exception {
    try (Examination examination =
        Examination.of(Printed.setup(home, Printed.arguments(options)))) {
      return examination.run();
    }
  }
}
