package io.oriel.http.netty;

import io.oriel.api.metrics.CounterDescriptor;

/** What a listener counts. */
enum HttpCounter implements CounterDescriptor {
  CONNECTIONS("Connections accepted."),
  CONNECTIONS_REFUSED("Connections refused because of a limit on their number."),
  REQUESTS("Requests that reached a resource."),
  REFUSED("Requests refused before they reached a resource: malformed, unknown, too large."),
  RECEIVE_TIMEOUTS("Requests that did not arrive completely in time."),
  ANSWER_TIMEOUTS("Requests whose resource did not answer in time."),
  SEND_TIMEOUTS("Answers that the peer did not take in time."),
  RESOURCE_FAILURES("Requests whose resource threw an unexpected exception.");

  private final String help;

  HttpCounter(final String help) {
    this.help = help;
  }

  @Override
  public String help() {
    return help;
  }
}
