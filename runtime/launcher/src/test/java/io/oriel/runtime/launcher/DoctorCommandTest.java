package io.oriel.runtime.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.health.Finding;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoctorCommandTest {
  private static final Section FINE =
      new Section("machine", List.of(Finding.good("processors", "2")));
  private static final Section ILL =
      new Section(
          "some.bundle",
          List.of(
              Finding.note("buffer", "small"),
              Finding.bad(
                  "public port",
                  "127.0.0.1:49100/tcp is taken by another Oriel, process 12, since a long time ago",
                  "Stop process 12, or set port to another one")));

  private final Printed printed = new Printed();

  @Test
  void saysThatAllIsWell() throws Exception {
    assertThat(report(List.of(FINE), "doctor")).isZero();
    assertThat(printed.text())
        .isEqualTo(
            """
            machine
              good processors      2

            1 good, 0 worth a note, 0 bad: nothing stands in the way of a start.
            """);
  }

  @Test
  void endsWithOneAndARemedyWhenSomethingIsBad() throws Exception {
    assertThat(report(List.of(FINE, ILL), "doctor")).isEqualTo(1);
    assertThat(printed.text())
        .isEqualTo(
            """
            machine
              good processors      2
            some.bundle
              note buffer          small
              bad  public port     127.0.0.1:49100/tcp is taken by another Oriel, process
                                   12, since a long time ago
                                   -> Stop process 12, or set port to another one

            1 good, 1 worth a note, 1 bad: mend what is bad, then ask again.
            """);
  }

  @Test
  void showsOnlyWhatIsBadWhenQuiet() throws Exception {
    report(List.of(FINE, ILL), "doctor", "--quiet");
    assertThat(printed.text()).contains("bad  public port").doesNotContain("processors", "buffer");
  }

  @Test
  void isSilentWhenQuietAndAllIsWell() throws Exception {
    assertThat(report(List.of(FINE), "doctor", "--quiet")).isZero();
    assertThat(printed.text()).isEmpty();
  }

  @Test
  void writesOneJsonObject() throws Exception {
    assertThat(report(List.of(ILL), "doctor", "--json")).isEqualTo(1);
    assertThat(printed.text())
        .startsWith(
            "{\"good\":0,\"note\":1,\"bad\":1,\"findings\":[{\"source\":\"some.bundle\","
                + "\"verdict\":\"note\",\"subject\":\"buffer\",\"detail\":\"small\"},")
        .endsWith("\"remedy\":\"Stop process 12, or set port to another one\"}]}\n");
  }

  @Test
  void coloursVerdictsOnlyWhereColoursAre() throws Exception {
    Arguments arguments = Printed.arguments("doctor");
    new DoctorCommand(Printed.setup(Path.of("none"), arguments), arguments, printed.terminal(true))
        .report(List.of(FINE));
    assertThat(printed.text()).contains("\u001b[32mgood\u001b[0m processors");
  }

  private int report(List<Section> sections, String... words) throws Exception {
    Arguments arguments = Printed.arguments(words);
    return new DoctorCommand(
            Printed.setup(Path.of("none"), arguments), arguments, printed.terminal())
        .report(sections);
  }
}
