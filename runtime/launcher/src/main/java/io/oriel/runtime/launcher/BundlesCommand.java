package io.oriel.runtime.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code oriel bundles}: lists what a server is made of, or asks a running one to change it. */
final class BundlesCommand {
  private static final int PURPOSE_INDENT = 4;

  private final Setup setup;
  private final Arguments arguments;
  private final Terminal terminal;

  BundlesCommand(Setup setup, Arguments arguments, Terminal terminal) {
    this.setup = setup;
    this.arguments = arguments;
    this.terminal = terminal;
  }

  /** Returns the exit code. */
  int run() throws UsageException, StartException {
    if (arguments.operand().isPresent()) {
      return new RunningBundlesCommand(setup, arguments, terminal).run();
    }
    List<BundleCard> cards = cards();
    if (arguments.has(Option.JSON)) {
      terminal.out().println(Json.text(cards.stream().map(BundlesCommand::json).toList()));
    } else {
      cards.forEach(card -> terminal.out().print(text(card)));
    }
    if (!arguments.has(Option.JSON) && !arguments.has(Option.QUIET)) {
      terminal.out().println("\n" + summary(cards));
    }
    return Main.DONE;
  }

  /** Oriel's own first, then those of others, by name. */
  private List<BundleCard> cards() throws StartException {
    List<BundleCard> cards = new ArrayList<>();
    try {
      for (Path file : setup.bundleFiles()) {
        BundleJar.read(file);
        cards.add(BundleCard.read(file));
      }
    } catch (IOException e) {
      throw new StartException(e.getMessage(), e);
    }
    cards.sort(Comparator.comparing(BundleCard::own).reversed().thenComparing(BundleCard::name));
    return cards;
  }

  private String text(BundleCard card) {
    if (arguments.has(Option.QUIET)) {
      return card.name() + "\n";
    }
    String name = String.format("%-38s", card.name());
    return terminal.inked(Terminal.Ink.BOLD, name)
        + String.format(
            Locale.ROOT, " %-18s%9s  %s%n", card.version(), size(card.sizeBytes()), card.licence())
        + (card.purpose().isEmpty() ? "" : Paragraph.firstLine(PURPOSE_INDENT, card.purpose()));
  }

  private static Map<String, Object> json(BundleCard card) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", card.name());
    fields.put("version", card.version());
    fields.put("purpose", card.purpose());
    fields.put("licence", card.licence());
    fields.put("sizeBytes", card.sizeBytes());
    return fields;
  }

  private static String summary(List<BundleCard> cards) {
    long own = cards.stream().filter(BundleCard::own).count();
    long bytes = cards.stream().mapToLong(BundleCard::sizeBytes).sum();
    return cards.size() + " bundles, " + own + " of them Oriel's own; " + size(bytes);
  }

  private static String size(long bytes) {
    return bytes < 1 << 20
        ? Math.ceilDiv(bytes, 1 << 10) + " KiB"
        : String.format(Locale.ROOT, "%.1f MiB", bytes / (double) (1 << 20));
  }
}
