package io.oriel.messages.view;

import io.oriel.api.aov.Aovs;
import java.util.List;
import java.util.Optional;

/** The outputs that show what is what by colours. */
final class Segmentation {
  /** The best first. */
  private static final List<String> AOVS =
      List.of(Aovs.INSTANCE_SEGMENTATION, Aovs.SEMANTIC_SEGMENTATION);

  private Segmentation() {}

  static boolean isOne(String aov) {
    return AOVS.contains(aov);
  }

  /** The one to show of those that can be shown. */
  static Optional<String> best(List<String> available) {
    return AOVS.stream().filter(available::contains).findFirst();
  }
}
