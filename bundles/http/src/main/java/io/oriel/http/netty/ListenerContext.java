package io.oriel.http.netty;

import io.netty.channel.Channel;
import io.oriel.api.error.ErrorLog;
import io.oriel.api.metrics.CounterSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;

/** What the connections of one listener share. */
record ListenerContext(
    ListenerSettings settings,
    HostPolicy hosts,
    RoutingTable routes,
    ExecutorService requests,
    BodyBudget bodies,
    CounterSet<HttpCounter> counters,
    ErrorLog failures) {

  /** Runs work on a channel's event loop, unless the listener has closed: then it is of no use. */
  void onLoop(final Channel channel, final Runnable work) {
    try {
      channel.eventLoop().execute(work);
    } catch (RejectedExecutionException e) {
      // The loop ended, and every connection with it.
    }
  }
}
