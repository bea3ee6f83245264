package io.oriel.http;

import io.oriel.api.error.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * One complete answer. Immutable. The listener adds {@code Content-Length}, {@code Date}, {@code
 * Connection}, the security headers and, where the route allows another origin, the CORS headers; a
 * header that the resource sets itself wins over the listener's default.
 */
public final class HttpResponse {
  private final int status;
  private final HttpHeaders headers;
  private final byte[] body;

  private HttpResponse(final int status, final HttpHeaders headers, final byte[] body) {
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException("Not the status of a final response: " + status);
    }
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  /** An answer with a status and nothing else. */
  public static HttpResponse status(final int status) {
    return new HttpResponse(status, HttpHeaders.none(), new byte[0]);
  }

  /** A 200 with a text in UTF-8 and its media type, such as {@code application/json}. */
  public static HttpResponse ok(final String mediaType, final String text) {
    return status(200).body(mediaType, text);
  }

  /** A 200 with a body of bytes and its media type. */
  public static HttpResponse ok(final String mediaType, final byte[] bytes) {
    return status(200).body(mediaType, bytes);
  }

  /**
   * A problem document (RFC 9457) with the status that belongs to the code: that of its close code,
   * or a closer one where HTTP has it.
   */
  public static HttpResponse problem(final Problem problem) {
    return problem(
        switch (problem.code()) {
          case TOO_LARGE -> 413;
          case METHOD_NOT_ALLOWED -> 405;
          case UNSUPPORTED_MEDIA_TYPE -> 415;
          default -> problem.code().closeCode() - 4000;
        },
        problem);
  }

  /**
   * A problem document (RFC 9457): {@code type} {@code urn:oriel:error:<id>}, {@code title} the
   * cause, {@code status}, {@code detail} where there is one, and beside them {@code code} and
   * {@code remedy}.
   */
  public static HttpResponse problem(final int status, final Problem problem) {
    final JsonWriter json = new JsonWriter().beginObject();
    json.member("type", "urn:oriel:error:" + problem.code().id());
    json.member("title", problem.code().cause());
    json.member("status", status);
    if (!problem.detail().isEmpty()) {
      json.member("detail", problem.detail());
    }
    json.member("code", problem.code().id());
    json.member("remedy", problem.code().remedy());
    return status(status).body("application/problem+json", json.endObject().toString());
  }

  /** This answer with one more header field. */
  public HttpResponse header(final String name, final String value) {
    return new HttpResponse(status, headers.with(name, value), body);
  }

  /** This answer with another body; the bytes are copied. */
  public HttpResponse body(final String mediaType, final byte[] bytes) {
    Objects.requireNonNull(bytes, "bytes");
    return new HttpResponse(
        status, headers.without("Content-Type").with("Content-Type", mediaType), bytes.clone());
  }

  /** This answer with another body, a text written in UTF-8. */
  public HttpResponse body(final String mediaType, final String text) {
    return body(mediaType, text.getBytes(StandardCharsets.UTF_8));
  }

  /** The status code. */
  public int status() {
    return status;
  }

  /** The header fields that the resource set. */
  public HttpHeaders headers() {
    return headers;
  }

  /** A copy of the body's bytes. */
  public byte[] body() {
    return body.clone();
  }

  @Override
  public String toString() {
    return status + " " + headers + ", " + body.length + " bytes";
  }
}
