package io.oriel.runtime.launcher;

/** Breaks text into lines. */
final class Paragraph {
  private Paragraph() {}

  /**
   * The text in lines of at most {@link Terminal#COLUMNS}, a word that is longer excepted.
   *
   * @param indent spaces before each line but the first, which stands after something else
   */
  static String hanging(int indent, String text) {
    StringBuilder lines = new StringBuilder();
    int column = indent;
    for (String word : text.strip().split("\\s+")) {
      boolean first = lines.isEmpty();
      if (!first && column + 1 + word.length() > Terminal.COLUMNS) {
        lines.append('\n').repeat(' ', indent);
        column = indent;
      } else if (!first) {
        lines.append(' ');
        column++;
      }
      lines.append(word);
      column += word.length();
    }
    return lines.toString();
  }

  /** The same with the spaces before the first line too, and a line end. */
  static String indented(int indent, String text) {
    return " ".repeat(indent) + hanging(indent, text) + "\n";
  }

  /** As much of the text as goes into one line. */
  static String firstLine(int indent, String text) {
    String all = " ".repeat(indent) + text;
    String cut = " ...";
    return all.length() <= Terminal.COLUMNS
        ? all + "\n"
        : all.substring(0, all.lastIndexOf(' ', Terminal.COLUMNS - cut.length())) + cut + "\n";
  }
}
