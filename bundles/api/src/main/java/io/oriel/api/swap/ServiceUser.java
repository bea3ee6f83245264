package io.oriel.api.swap;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A part that uses the services of others, as a service: whoever installs a bundle learns here
 * whether what it brings is of use, and may then remove the one that it replaces.
 *
 * <p>Which service is used is decided by {@link Offers}: the higher {@code service.ranking}, and
 * among equals the newer one.
 */
@ProviderType
public interface ServiceUser {
  /** One entry for each service and stream that it could be of use to. Any thread; quick. */
  List<ServiceUse> uses();
}
