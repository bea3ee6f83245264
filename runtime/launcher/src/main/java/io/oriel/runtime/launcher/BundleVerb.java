package io.oriel.runtime.launcher;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a running server can be asked to do with bundles. */
enum BundleVerb {
  LIST("", ""),
  INSTALL("POST", ""),
  START("POST", "/start"),
  STOP("POST", "/stop"),
  REMOVE("DELETE", "");

  private final String method;
  private final String suffix;

  BundleVerb(String method, String suffix) {
    this.method = method;
    this.suffix = suffix;
  }

  /** How it is asked for over HTTP. */
  String method() {
    return method;
  }

  /** What follows the bundle's number in the address. */
  String suffix() {
    return suffix;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static List<String> words() {
    return Arrays.stream(values()).map(BundleVerb::word).toList();
  }

  static BundleVerb written(String word) throws UsageException {
    return Arrays.stream(values())
        .filter(verb -> verb.word().equals(word))
        .findFirst()
        .orElseThrow(() ->
            new UsageException(
                "bundles does not know \"" + word + '"' + Spelling.hint(word, words())));
  }
}
