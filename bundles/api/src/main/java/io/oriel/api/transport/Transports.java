package io.oriel.api.transport;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The transports of a server, those that are off too. A service. Safe for use from any thread. */
@ProviderType
public interface Transports {
  /** How each of them is now, by name. Answers from memory, where nobody asked for a second. */
  List<TransportStatus> states();
}
