package io.oriel.deploy;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The one line of a stack trace, as the component runtime gives it, that a person needs. */
final class Failure {
  private static final Pattern CAUSE = Pattern.compile("(?m)^(?:Caused by: )?([\\w.$]+): (.+)$");

  private Failure() {}

  /** The message of the deepest cause, and its type. */
  static String reason(String stackTrace) {
    String reason = stackTrace.lines().findFirst().orElse("no reason given");
    Matcher causes = CAUSE.matcher(stackTrace);
    while (causes.find()) {
      reason = causes.group(2) + " [" + causes.group(1) + "]";
    }
    return reason;
  }

  /** The same of an exception. */
  static String reason(Throwable error) {
    Throwable deepest = error;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return deepest.getMessage() + " [" + deepest.getClass().getName() + "]";
  }
}
