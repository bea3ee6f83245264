package io.oriel.runtime.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The assembled program from the outside: what it prints and how it ends. */
class CommandLineIT {
  @TempDir Path folder;

  /** How a program ended. */
  private record Outcome(int code, String out, String err) {}

  @Test
  void explainsItself() throws Exception {
    Outcome help = oriel("--help");
    assertThat(help.code()).isZero();
    assertThat(help.out()).startsWith("Oriel renders a USD stage").contains("bin/oriel doctor");
    assertThat(oriel("doctor", "--help")).isEqualTo(oriel("help", "doctor"));
    assertThat(oriel("--version").out()).startsWith("Oriel ");
    assertThat(oriel("completion", "bash").out()).contains("doctor", "--stage");
  }

  @Test
  void answersMistakesWithTwo() throws Exception {
    Outcome command = oriel("docter");
    assertThat(command.code()).isEqualTo(2);
    assertThat(command.err()).contains("did you mean \"doctor\"?");
    assertThat(command.out()).isEmpty();
    Path file = Files.writeString(folder.resolve("a.json"), "{\"io.oriel.video\": {\"x\": 1}}");
    Outcome check = oriel("config", "--check", file.toString());
    assertThat(check.code()).isEqualTo(2);
    assertThat(check.err()).startsWith("oriel: " + file + ":1:26: unknown key \"x\"");
  }

  /**
   * A setting without a meaning, or without a default, is of no use to whoever reads the list. Only
   * of secrets nothing is shown, not even that there are none.
   */
  @Test
  void knowsMeaningAndDefaultOfEverySetting() throws Exception {
    JsonNode components = json(oriel("config", "--json"));
    assertThat(components.size()).isGreaterThan(5);
    List<String> lacking = new ArrayList<>();
    components
        .properties()
        .forEach(component ->
            component
                .getValue()
                .properties()
                .forEach(setting -> {
                  JsonNode facts = setting.getValue();
                  if (facts.path("meaning").asString("").isBlank()
                      || !(facts.has("default") || facts.path("secret").asBoolean())) {
                    lacking.add(component.getKey() + ": " + setting.getKey());
                  }
                }));
    assertThat(lacking).isEmpty();
  }

  @Test
  void knowsTheSourceOfAValue() throws Exception {
    JsonNode shown = json(oriel("config", "public", "--port", "8080", "--json"));
    JsonNode listener = shown.path("io.oriel.http.public");
    assertThat(listener.at("/port/value").asInt()).isEqualTo(8080);
    assertThat(listener.at("/port/source").asString()).isEqualTo("--port");
    assertThat(listener.at("/hosts/source").asString()).isEqualTo("default");
  }

  @Test
  void knowsWhatEveryOwnBundleIsFor() throws Exception {
    JsonNode bundles = json(oriel("bundles", "--json"));
    List<String> own = new ArrayList<>();
    for (JsonNode bundle : bundles) {
      String name = bundle.path("name").asString();
      if (name.startsWith("io.oriel.")) {
        own.add(name);
        assertThat(bundle.path("purpose").asString()).as(name).endsWith(".").hasSizeLessThan(77);
        assertThat(bundle.path("licence").asString()).as(name).isNotEqualTo("see NOTICE");
      }
    }
    assertThat(own).contains("io.oriel.engine", "io.oriel.http").doesNotHaveDuplicates();
    assertThat(oriel("bundles", "--quiet").out().lines()).hasSize(bundles.size());
  }

  @Test
  void findsNothingBadHere() throws Exception {
    Outcome doctor = oriel("doctor", "--json", "--config", configuration(Ports.free()));
    assertThat(doctor.code()).as(doctor.out()).isZero();
    List<String> sources =
        json(doctor).path("findings").findValuesAsString("source").stream().distinct().toList();
    assertThat(sources)
        .contains(
            "machine",
            "io.oriel.http",
            "io.oriel.stage.usd",
            "io.oriel.transport.webrtc",
            "io.oriel.video");
  }

  @Test
  void reportsThePortsOfARunningServerAndExaminesTheRest() throws Exception {
    try (ServerProcess server = ServerProcess.start(folder).awaitReady()) {
      Outcome doctor = oriel("doctor", "--config", configuration(server.ports()));
      assertThat(doctor.code()).isEqualTo(1);
      for (String port : List.of("public port", "private port", "media port")) {
        assertThat(doctor.out().replaceAll("\\s+", " "))
            .containsPattern("bad " + port + " \\S+ is taken by another Oriel, process \\d+");
      }
      assertThat(doctor.out())
          .containsPattern("good USD +usd-core")
          .contains("encodes and is used");
    }
  }

  @Test
  void changesTheBundlesOfARunningServer() throws Exception {
    try (ServerProcess server = ServerProcess.start(folder).awaitReady()) {
      String jar = HandlerJar.in(folder).toString();
      String admin = server.ports().admin("/");
      Outcome installed = oriel("bundles", "install", jar, "--admin", admin);
      assertThat(installed.code()).as(installed.err()).isZero();
      assertThat(installed.out()).contains("sample.count", "active", "installed", "1 serving");
      String id = installed.out().strip().split(" ")[0];
      assertThat(oriel("bundles", "remove", id, "--admin", admin).out()).isEqualTo("removed\n");
      assertThat(oriel("bundles", "list", "--admin", admin).out())
          .contains("io.oriel.deploy")
          .doesNotContain("sample.count");
      Outcome stranger =
          oriel(
              Map.of("ORIEL_ADMIN_TOKEN", "not the right one"),
              "bundles",
              "install",
              jar,
              "--admin",
              admin);
      assertThat(stranger.code()).isEqualTo(1);
      assertThat(stranger.err()).contains("[security.authentication-failed]");

      Files.copy(Path.of(jar), folder.resolve("work/deploy/count.jar"));
      await("the file in the work folder to be installed")
          .atMost(Duration.ofSeconds(60))
          .until(() ->
              oriel("bundles", "list", "--quiet", "--admin", admin).out().contains("sample.count"));
    }
  }

  @Test
  void namesWhatIsMissingForUsd() throws Exception {
    Outcome doctor =
        oriel(Map.of("ORIEL_PYTHON", "/no/such/python"), "doctor", "--quiet", "--port", "0");
    assertThat(doctor.code()).isEqualTo(1);
    assertThat(doctor.out()).contains("bad  USD", "/no/such/python", "-> Install a Python");
  }

  private String configuration(Ports ports) throws IOException {
    Path file = folder.resolve("doctor-" + ports.web() + ".json");
    return Files.writeString(file, JsonMapper.shared().writeValueAsString(ports.configuration()))
        .toString();
  }

  private static JsonNode json(Outcome outcome) {
    return JsonMapper.shared().readTree(outcome.out());
  }

  private Outcome oriel(String... words) throws Exception {
    return oriel(Map.of(), words);
  }

  private Outcome oriel(Map<String, String> environment, String... words) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Place.home().resolve("bin/oriel").toString());
    command.addAll(List.of(words));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().put("ORIEL_WORK", folder.resolve("work").toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
    return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
