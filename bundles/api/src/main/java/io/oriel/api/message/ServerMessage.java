package io.oriel.api.message;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * What the server says: a record whose components are the payload, in the names and shapes of the
 * dialect <i>viewer</i>; other dialects are made from it. A component is a text, a number, a
 * boolean, an enumeration (its name in small letters), a record, a list, a map with texts for keys,
 * or an {@code Optional} of these, which is left out when it is empty.
 */
@ConsumerType
public interface ServerMessage {
  /** Name of the event, such as {@code openStageResult}. */
  String event();
}
