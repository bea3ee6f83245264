package io.oriel.http;

import java.net.InetSocketAddress;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A listener that has its socket; a service for as long as it does. Its properties say the same to
 * those who do not see this package: {@link HttpRoute#LISTENER} and {@link #URL}.
 */
@ProviderType
public interface HttpListener {
  /**
   * The property with the address to enter in a browser, such as {@code http://127.0.0.1:49100/}.
   */
  String URL = "oriel.http.url";

  /** {@link HttpRoute#PUBLIC} or {@link HttpRoute#PRIVATE}. */
  String name();

  /** Where it listens, with the port that it really has. */
  InetSocketAddress address();
}
