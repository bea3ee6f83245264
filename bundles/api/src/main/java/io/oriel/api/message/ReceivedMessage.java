package io.oriel.api.message;

/**
 * A message that a viewer sent, as its codec took it apart.
 *
 * @param event name of its event on the wire
 * @param recipient to whom it was addressed, such as {@code kit}; empty if it came without an
 *     envelope. Whoever sends in an envelope is answered in one.
 * @param payload what it carries, an empty map if it carries nothing: normally a {@code Map<String,
 *     ?>} of {@code Boolean}, {@code Number}, {@code String}, {@code List}, {@code Map<String, ?>}
 *     and null; anything of these from a viewer that does not know better
 */
public record ReceivedMessage(String event, String recipient, Object payload) {}
