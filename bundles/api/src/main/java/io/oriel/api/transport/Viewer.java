package io.oriel.api.transport;

import io.oriel.api.security.Principal;
import org.osgi.annotation.versioning.ProviderType;

/** A viewer as the rest of the server sees it. Safe for use from any thread. */
@ProviderType
public interface Viewer {
  /** Unique for the life of the server; safe to show and to log. */
  String id();

  /** Name of the stream that it sees. */
  String stream();

  /** Name of the transport that it came by. */
  String transport();

  /** Who it is. */
  Principal principal();

  /** Sends a text message; see {@link ViewerLink#send}. */
  boolean send(String text);
}
