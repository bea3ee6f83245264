package io.oriel.http;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Answers the requests of one path or one path prefix. Registered as a service with at least {@link
 * HttpRoute#path()}; a listener takes it up when it appears and forgets it when it leaves, without
 * touching any other connection.
 *
 * <p><b>Thread:</b> each request runs on a virtual thread of its own, so blocking is allowed and
 * calls overlap: an implementation is thread-safe. The thread is interrupted when the listener's
 * request time-out passes or the listener closes.
 *
 * <p><b>Lifetime:</b> when the service goes, no new request begins in it; the listener waits for
 * those that run, 2 s at most, and interrupts what is left then.
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
   * @throws Exception an {@link io.oriel.api.error.OrielException} is answered as its problem;
   *     anything else is counted, logged and answered as a 500 that names no detail
   */
  HttpResponse handle(HttpRequest request) throws Exception;

  /**
   * Whether it can answer now. One that cannot, such as the entry of a transport that is not open,
   * is passed over while another one of the same path can. Called with every request, on a thread
   * that must not wait.
   */
  default boolean ready() {
    return true;
  }
}
