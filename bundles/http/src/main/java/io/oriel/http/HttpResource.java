package io.oriel.http;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Answers the requests of one path or one path prefix. Registered as a service with at least {@link
 * HttpRoute#path()}; a listener takes it up when it appears and forgets it when it leaves, without
 * touching any other connection.
 *
 * <p><b>Thread:</b> each request runs on a virtual thread of its own, so blocking is allowed and
 * calls overlap: an implementation is thread-safe. The thread is interrupted when the listener's
 * request time-out passes or the peer goes away.
 *
 * <p><b>Lifetime:</b> a request that began before the service was unregistered may still be running
 * in it for as long as the request time-out; a new one never begins after.
 */
@ConsumerType
@FunctionalInterface
public interface HttpResource {
  /**
   * Answers one request. Only the route's methods arrive here; {@code OPTIONS} and, where {@code
   * GET} is routed, the missing body of {@code HEAD} are the listener's work.
   *
   * @param request complete, body included, and no larger than the route allows
   * @return the answer; never null
   * @throws HttpProblemException answered as its problem
   * @throws Exception anything else is counted, logged and answered as a 500 that names no detail
   */
  HttpResponse handle(HttpRequest request) throws Exception;
}
