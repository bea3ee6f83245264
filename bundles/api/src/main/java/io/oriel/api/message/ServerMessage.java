package io.oriel.api.message;

import org.osgi.annotation.versioning.ConsumerType;

/** What the server says: a record whose components are the payload. */
@ConsumerType
public interface ServerMessage {
  /** Name of the event, such as {@code openStageResult}. */
  String event();
}
