package io.oriel.http;

import java.util.Objects;

/** Ends a request with a prepared answer, from wherever in a resource the trouble was found. */
public final class HttpProblemException extends Exception {
  private static final long serialVersionUID = 1L;
  private final transient HttpResponse response;

  /** An end with this answer. */
  public HttpProblemException(final HttpResponse response) {
    super("HTTP " + response.status(), null, false, false);
    this.response = Objects.requireNonNull(response, "response");
  }

  /** The answer to send. */
  public HttpResponse response() {
    return response;
  }
}
