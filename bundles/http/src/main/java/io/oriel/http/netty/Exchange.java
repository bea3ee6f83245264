package io.oriel.http.netty;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.ErrorLog;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.metrics.CounterSet;
import io.oriel.http.HttpRequest;
import io.oriel.http.HttpResponse;
import java.util.function.BiConsumer;

/** One call of a resource, on a virtual thread of its own. */
final class Exchange implements Runnable {
  private final Route route;
  private final HttpRequest request;
  private final BiConsumer<Exchange, HttpResponse> whenAnswered;
  private final CounterSet<HttpCounter> counters;
  private final ErrorLog failures;
  private Thread thread;
  private boolean over;

  Exchange(
      final Route route,
      final HttpRequest request,
      final BiConsumer<Exchange, HttpResponse> whenAnswered,
      final CounterSet<HttpCounter> counters,
      final ErrorLog failures) {
    this.route = route;
    this.request = request;
    this.whenAnswered = whenAnswered;
    this.counters = counters;
    this.failures = failures;
  }

  Route route() {
    return route;
  }

  @Override
  public void run() {
    synchronized (this) {
      if (over) {
        return;
      }
      thread = Thread.currentThread();
    }
    final HttpResponse response = answer();
    synchronized (this) {
      thread = null;
    }
    whenAnswered.accept(this, response);
  }

  /** Interrupts the resource if it is still at it. */
  synchronized void cancel() {
    over = true;
    if (thread != null) {
      thread.interrupt();
    }
  }

  private HttpResponse answer() {
    try {
      return route.running().call(request).orElseGet(() -> Refusals.notFound(request.path()));
    } catch (OrielException e) {
      return HttpResponse.problem(e.problem());
    } catch (InterruptedException e) {
      return Refusals.failure();
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
      counters.increment(HttpCounter.RESOURCE_FAILURES);
      failures.report(
          request.method() + ' ' + request.path(),
          new Problem(ErrorCode.INTERNAL, "its resource failed and its caller was told 500"),
          e);
      return Refusals.failure();
    }
  }
}
