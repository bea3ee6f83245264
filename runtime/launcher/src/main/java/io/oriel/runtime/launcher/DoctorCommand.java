package io.oriel.runtime.launcher;

import io.oriel.api.health.Finding;
import io.oriel.api.health.Finding.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code oriel doctor}: says whether a server would run here, and what to do if not. */
final class DoctorCommand {
  private static final int SUBJECT_COLUMNS = 15;
  private static final int DETAIL_INDENT = 8 + SUBJECT_COLUMNS;

  private final Setup setup;
  private final Arguments arguments;
  private final Terminal terminal;

  DoctorCommand(Setup setup, Arguments arguments, Terminal terminal) {
    this.setup = setup;
    this.arguments = arguments;
    this.terminal = terminal;
  }

  /** Returns the exit code: 1 when anything is bad. */
  int run() throws StartException {
    terminal.progress("examining, which takes some seconds");
    List<Section> sections;
    Examination examination = Examination.of(setup);
    Runtime.getRuntime().addShutdownHook(new Thread(examination::close, "oriel-stop"));
    try (examination) {
      sections = examination.run();
    }
    terminal.progressed();
    return report(sections);
  }

  /** Prints what was found; returns the exit code. */
  int report(List<Section> sections) {
    if (arguments.has(Option.JSON)) {
      terminal.out().println(Json.text(json(sections)));
    } else {
      sections.forEach(this::print);
      summarise(sections);
    }
    return count(sections, Verdict.BAD) == 0 ? Main.DONE : Main.FAILED;
  }

  private void print(Section section) {
    List<Finding> shown = section.findings().stream().filter(this::isShown).toList();
    if (!shown.isEmpty()) {
      terminal.out().println(terminal.inked(Terminal.Ink.BOLD, section.source()));
      shown.forEach(this::print);
    }
  }

  private boolean isShown(Finding finding) {
    return !arguments.has(Option.QUIET) || finding.verdict() == Verdict.BAD;
  }

  private void print(Finding finding) {
    String subject = String.format("%-" + SUBJECT_COLUMNS + "s ", finding.subject());
    String detail = Paragraph.hanging(DETAIL_INDENT, finding.detail());
    terminal.out().println("  " + mark(finding.verdict()) + " " + subject + detail);
    if (!finding.remedy().isEmpty()) {
      String remedy = "-> " + finding.remedy();
      terminal.out().print(Paragraph.indented(DETAIL_INDENT, remedy));
    }
  }

  private String mark(Verdict verdict) {
    Terminal.Ink ink =
        switch (verdict) {
          case GOOD -> Terminal.Ink.GREEN;
          case NOTE -> Terminal.Ink.YELLOW;
          case BAD -> Terminal.Ink.RED;
        };
    return terminal.inked(ink, String.format("%-4s", word(verdict)));
  }

  private void summarise(List<Section> sections) {
    long bad = count(sections, Verdict.BAD);
    if (arguments.has(Option.QUIET) && bad == 0) {
      return;
    }
    terminal
        .out()
        .println(
            "\n"
                + count(sections, Verdict.GOOD)
                + " good, "
                + count(sections, Verdict.NOTE)
                + " worth a note, "
                + bad
                + " bad: "
                + (bad == 0
                    ? "nothing stands in the way of a start."
                    : "mend what is bad, then ask again."));
  }

  private static Map<String, Object> json(List<Section> sections) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (Verdict verdict : Verdict.values()) {
      fields.put(word(verdict), count(sections, verdict));
    }
    fields.put(
        "findings",
        sections.stream()
            .flatMap(section ->
                section.findings().stream().map(finding -> json(section.source(), finding)))
            .toList());
    return fields;
  }

  private static Map<String, Object> json(String source, Finding finding) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("source", source);
    fields.put("verdict", word(finding.verdict()));
    fields.put("subject", finding.subject());
    fields.put("detail", finding.detail());
    if (!finding.remedy().isEmpty()) {
      fields.put("remedy", finding.remedy());
    }
    return fields;
  }

  private static String word(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }

  private static long count(List<Section> sections, Verdict verdict) {
    return sections.stream()
        .flatMap(section -> section.findings().stream())
        .filter(finding -> finding.verdict() == verdict)
        .count();
  }
}
