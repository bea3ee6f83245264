package io.oriel.runtime.launcher;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody probably meant to write. */
final class Spelling {
  private Spelling() {}

  /** The word nearest to the written one, if any is near enough to be meant. */
  static Optional<String> nearest(String written, Collection<String> words) {
    // Two, because two letters that changed places count as two.
    int tolerance = Math.max(2, written.length() / 3);
    return words.stream()
        .filter(word -> distance(written, word) <= tolerance)
        .min(Comparator.comparingInt(word -> distance(written, word)));
  }

  /** The hint to append to a message: {@code ; did you mean "word"?}, or nothing. */
  static String hint(String written, Collection<String> words) {
    return nearest(written, words).map(word -> "; did you mean \"" + word + "\"?").orElse("");
  }

  /** Levenshtein's distance, without regard to case. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        boolean same =
            Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
        row[j] = Math.min(Math.min(above, row[j - 1]) + 1, diagonal + (same ? 0 : 1));
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
