package io.oriel.api.health;

import java.util.Objects;

/**
 * One thing that a {@link Checkup} looked at.
 *
 * @param verdict how it is
 * @param subject what was looked at, in a word or two, such as {@code public port}
 * @param detail what was found, in one line without a full stop
 * @param remedy what to do about it, as an instruction that helps when it is followed; empty when
 *     there is nothing to do, never for {@link Verdict#BAD}
 */
public record Finding(Verdict verdict, String subject, String detail, String remedy) {
  /** How something is. */
  public enum Verdict {
    /** As it should be. */
    GOOD,
    /** Worth knowing; the server does its job. */
    NOTE,
    /** The server cannot do what it is configured to do. */
    BAD
  }

  public Finding {
    Objects.requireNonNull(verdict, "verdict");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(detail, "detail");
    Objects.requireNonNull(remedy, "remedy");
    if (verdict == Verdict.BAD && remedy.isBlank()) {
      throw new IllegalArgumentException(subject + ": what is bad needs a remedy");
    }
  }

  /** Something that is as it should be. */
  public static Finding good(String subject, String detail) {
    return new Finding(Verdict.GOOD, subject, detail, "");
  }

  /** Something worth knowing that nobody has to act on. */
  public static Finding note(String subject, String detail) {
    return new Finding(Verdict.NOTE, subject, detail, "");
  }

  /** Something worth knowing that can be bettered. */
  public static Finding note(String subject, String detail, String remedy) {
    return new Finding(Verdict.NOTE, subject, detail, remedy);
  }

  /** Something that keeps the server from its job. */
  public static Finding bad(String subject, String detail, String remedy) {
    return new Finding(Verdict.BAD, subject, detail, remedy);
  }
}
