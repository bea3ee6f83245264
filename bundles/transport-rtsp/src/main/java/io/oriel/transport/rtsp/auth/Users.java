package io.oriel.transport.rtsp.auth;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Who may watch, and their passwords, which never leave this package. Immutable. */
public final class Users {
  static final String REALM = "oriel";

  /** Clients do not agree on how to write any other character. */
  private static final Pattern NAME = Pattern.compile("[ -~]+");

  private final Map<String, String> passwords;

  private Users(Map<String, String> passwords) {
    this.passwords = Map.copyOf(passwords);
  }

  /**
   * Reads a list of {@code name:password}, with names in ASCII.
   *
   * @return empty if one of them is not of this form, or two have the same name
   */
  public static Optional<Users> parse(List<String> entries) {
    final Map<String, String> passwords = new HashMap<>();
    for (final String entry : entries) {
      final int colon = entry.indexOf(':');
      if (colon < 1
          || !NAME.matcher(entry.substring(0, colon)).matches()
          || colon == entry.length() - 1
          || passwords.put(entry.substring(0, colon), entry.substring(colon + 1)) != null) {
        return Optional.empty();
      }
    }
    return Optional.of(new Users(passwords));
  }

  /** Whether there are none, so that nobody has to prove anything. */
  public boolean isEmpty() {
    return passwords.isEmpty();
  }

  Optional<String> password(String name) {
    return Optional.ofNullable(passwords.get(name));
  }
}
