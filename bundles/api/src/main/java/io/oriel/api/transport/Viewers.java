package io.oriel.api.transport;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The viewers of a server. A service. Safe for use from any thread. */
@ProviderType
public interface Viewers {
  /** All who are inside now, in the order they came. */
  List<Viewer> all();
}
