package io.oriel.runtime.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigurationTest {
  private static final List<SettingGroup> GROUPS = groups();

  @Test
  void turnsValuesIntoTheTypesThatComponentsRead() throws Exception {
    Map<String, Object> checked =
        check(
                Map.of(
                    "listener",
                    Map.of(
                        "port",
                        8080,
                        "hosts",
                        List.of("a", "b"),
                        "limit",
                        3,
                        "ratio",
                        1,
                        "mode",
                        "fast",
                        "letter",
                        "x")))
            .get("listener");
    assertThat(checked)
        .containsEntry("port", 8080)
        .containsEntry("limit", 3L)
        .containsEntry("ratio", 1.0)
        .containsEntry("letter", 'x')
        .containsEntry("hosts", new String[] {"a", "b"});
  }

  @Test
  void namesAnEntryOfAFactoryAsItIsWritten() throws Exception {
    List<SettingGroup> named =
        read(
            SampleBundle.metatype(
                "factoryPid",
                "stream",
                "<AD id=\"name\" type=\"String\" default=\"${name}\"/>"
                    + "<AD id=\"width\" type=\"Integer\" default=\"16\"/>"));
    Configuration written =
        Configuration.of(
            "test", Map.of("stream~main", Map.of(), "stream~side", Map.of("name", "aside")));
    assertThat(new ConfigurationCheck(named).of(written).orRefuse())
        .containsEntry("stream~main", Map.of("name", "main"))
        .containsEntry("stream~side", Map.of("name", "aside"));
  }

  @Test
  void takesOneValueForAListOfOne() throws Exception {
    assertThat(check(Map.of("listener", Map.of("hosts", "a"))).get("listener"))
        .containsEntry("hosts", new String[] {"a"});
  }

  @Test
  void startsAComponentThatIsNotMentionedWithItsDefaults() throws Exception {
    assertThat(check(Map.of())).containsEntry("listener", Map.of()).doesNotContainKey("stream");
  }

  @Test
  void keepsNamedConfigurationsOfAFactoryApart() throws Exception {
    Map<String, Map<String, Object>> checked =
        check(Map.of("stream~main", Map.of("width", 1280), "stream~side", Map.of("width", 640)));
    assertThat(checked).containsEntry("stream~main", Map.of("width", 1280));
    assertThat(checked).containsEntry("stream~side", Map.of("width", 640));
  }

  @Test
  void listsEveryProblemWithWhatIsAllowed() {
    assertThat(
            problems(
                Map.of(
                    "listener",
                    Map.of(
                        "prot",
                        1,
                        "port",
                        70000,
                        "hosts",
                        List.of("a", 2),
                        "limit",
                        1.5,
                        "mode",
                        "slow",
                        "letter",
                        "xy",
                        "short",
                        "much too long",
                        "secret",
                        17,
                        "limit2",
                        -1))))
        .containsExactlyInAnyOrder(
            "test: unknown key \"prot\" in listener; did you mean \"port\"? allowed: port, hosts,"
                + " limit, limit2, ratio, mode, letter, short, secret",
            "test: port in listener is 70000 but must be a whole number from 0 to 65535",
            "test: hosts in listener is [a, 2] but must be a list, each element text",
            "test: limit in listener is 1.5 but must be a whole number",
            "test: limit2 in listener is -1 but must be a whole number, at least 0",
            "test: mode in listener is \"slow\" but must be one of \"fast\", \"careful\"",
            "test: letter in listener is \"xy\" but must be one character",
            "test: short in listener is \"much too long\" but must be text, at most 5 characters"
                + " long",
            "test: secret in listener is not shown but must be text");
  }

  @Test
  void refusesAListWhereOneValueIsExpected() {
    assertThat(problems(Map.of("listener", Map.of("port", List.of(1)))))
        .containsExactly(
            "test: port in listener is [1] but must be a whole number from 0 to 65535");
  }

  @Test
  void refusesATextWhereANumberIsExpected() {
    assertThat(problems(Map.of("listener", Map.of("port", "80"))))
        .containsExactly(
            "test: port in listener is \"80\" but must be a whole number from 0 to 65535");
  }

  @Test
  void refusesComponentsThatNoBundleHas() {
    assertThat(problems(Map.of("listner", Map.of(), "metrics.export", Map.of())))
        .containsExactlyInAnyOrder(
            "test: unknown component \"listner\"; did you mean \"listener\"?",
            "test: unknown component \"metrics.export\"; the bundles have listener, stream");
  }

  @Test
  void refusesANameWhereThereIsOnlyOneAndAsksForOneWhereThereAreMany() {
    assertThat(problems(Map.of("listener~x", Map.of(), "stream", Map.of())))
        .containsExactlyInAnyOrder(
            "test: listener exists once and takes no name after '~'",
            "test: stream needs a name, as in stream~main");
  }

  @Test
  void missesAMandatoryValue() {
    assertThat(problems(Map.of("stream~main", Map.of())))
        .containsExactly(
            "test: width in stream~main is missing; it must be a whole number from 16 to 8192");
  }

  @Test
  void letsALaterSourceWinKeyByKey() throws Exception {
    Configuration file =
        Configuration.of("file", Map.of("listener", Map.of("port", 1, "ratio", 2.0)));
    Configuration options = Configuration.of("--port", Map.of("listener", Map.of("port", 3)));
    assertThat(check(file.overriddenBy(options)).get("listener"))
        .containsEntry("port", 3)
        .containsEntry("ratio", 2.0);
  }

  private static Map<String, Map<String, Object>> check(
      Map<String, ? extends Map<String, ?>> values) throws ConfigurationException {
    return check(Configuration.of("test", values));
  }

  private static Map<String, Map<String, Object>> check(Configuration configuration)
      throws ConfigurationException {
    return new ConfigurationCheck(GROUPS).of(configuration).orRefuse();
  }

  private static List<String> problems(Map<String, ? extends Map<String, ?>> values) {
    return catchThrowableOfType(ConfigurationException.class, () -> check(values))
        .mistakes()
        .stream()
        .map(ConfigurationProblem::toString)
        .toList();
  }

  private static List<SettingGroup> groups() {
    String listener =
        """
        <AD id="port" type="Integer" required="true" cardinality="0" default="49100"
            min="0" max="65535"/>
        <AD id="hosts" type="String" cardinality="2147483647" default=""/>
        <AD id="limit" type="Long" default="5"/>
        <AD id="limit2" type="Long" default="5" min="0"/>
        <AD id="ratio" type="Double" default="0.5"/>
        <AD id="mode" type="String" default="fast">
          <Option label="fast" value="fast"/><Option label="careful" value="careful"/>
        </AD>
        <AD id="letter" type="Character" default="a"/>
        <AD id="short" type="String" default="a" max="5"/>
        <AD id="secret" type="Password" required="false"/>
        """;
    String stream = "<AD id=\"width\" type=\"Integer\" min=\"16\" max=\"8192\"/>";
    List<SettingGroup> groups = new ArrayList<>();
    groups.addAll(read(SampleBundle.metatype("pid", "listener", listener)));
    groups.addAll(read(SampleBundle.metatype("factoryPid", "stream", stream)));
    return groups;
  }

  private static List<SettingGroup> read(String document) {
    try {
      return MetatypeDocument.read(
          new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
