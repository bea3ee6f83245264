package io.oriel.api.security;

import io.oriel.api.error.OrielException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Decides who a viewer is. A service; the one with the highest ranking is asked for every viewer,
 * and where there is none everybody is {@link Principal#ANONYMOUS}.
 */
@ConsumerType
public interface ViewerAuthenticator {
  /**
   * Called on the thread that admits the viewer; quick.
   *
   * @param stream that the viewer wants to see
   * @throws OrielException with {@link io.oriel.api.error.ErrorCode#AUTHENTICATION_FAILED} or
   *     {@link io.oriel.api.error.ErrorCode#FORBIDDEN}
   */
  Principal authenticate(Credentials credentials, String stream) throws OrielException;
}
