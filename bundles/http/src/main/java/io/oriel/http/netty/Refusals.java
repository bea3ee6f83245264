package io.oriel.http.netty;

import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.Problem;
import io.oriel.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the listener itself says no to, in words. */
final class Refusals {
  private Refusals() {}

  static HttpResponse malformed(final String detail) {
    return HttpResponse.problem(new Problem(ErrorCode.MALFORMED, detail));
  }

  static HttpResponse undecodable(final DecoderResult result, final ListenerSettings settings) {
    return switch (result.cause()) {
      case TooLongHttpLineException e ->
          HttpResponse.problem(
              414,
              new Problem(
                  ErrorCode.TOO_LARGE,
                  "The request line is longer than " + settings.maxLineBytes() + " bytes."));
      case TooLongHttpHeaderException e ->
          HttpResponse.problem(
              431,
              new Problem(
                  ErrorCode.TOO_LARGE,
                  "The header is larger than " + settings.maxHeaderBytes() + " bytes."));
      case null, default -> malformed("This is not an HTTP/1.1 request.");
    };
  }

  /** What is wrong with a header whatever resource it is for. */
  static Optional<HttpResponse> ofHead(final HttpRequest head, final HostPolicy policy) {
    final HttpVersion version = head.protocolVersion();
    if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
      return Optional.of(
          HttpResponse.problem(
              505,
              new Problem(
                  ErrorCode.MALFORMED, "HTTP/1.1 is spoken here, not " + version.text() + ".")));
    }
    final HttpHeaders headers = head.headers();
    final List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
    if (hosts.size() > 1 || (hosts.isEmpty() && version.equals(HttpVersion.HTTP_1_1))) {
      return Optional.of(malformed("A request needs exactly one Host header."));
    }
    if (!hosts.isEmpty() && !policy.allows(hosts.getFirst())) {
      return Optional.of(
          HttpResponse.problem(
              421,
              new Problem(
                  ErrorCode.FORBIDDEN,
                  "This server does not answer to the name in the Host header. Use localhost or an"
                      + " address, or add the name to the listener's setting hosts.")));
    }
    final List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
    if (codings.size() > 1
        || codings.stream().anyMatch(coding -> !coding.equalsIgnoreCase("chunked"))) {
      return Optional.of(
          HttpResponse.problem(
              501,
              new Problem(
                  ErrorCode.UNSUPPORTED, "The only transfer coding read here is chunked.")));
    }
    final List<String> expectations = headers.getAll(HttpHeaderNames.EXPECT);
    if (expectations.stream().anyMatch(what -> !what.equalsIgnoreCase("100-continue"))) {
      return Optional.of(
          HttpResponse.problem(
              417, new Problem(ErrorCode.UNSUPPORTED, "The only expectation is 100-continue.")));
    }
    return Optional.empty();
  }

  static HttpResponse notFound(final String path) {
    return HttpResponse.problem(
        new Problem(ErrorCode.NOT_FOUND, "Nothing answers at " + path + "."));
  }

  static HttpResponse methodNotAllowed(final String method, final Route route) {
    return HttpResponse.problem(
            new Problem(
                ErrorCode.METHOD_NOT_ALLOWED, method + " is not among " + route.allow() + "."))
        .header("Allow", route.allow());
  }

  static HttpResponse foreignOrigin(final String origin) {
    return HttpResponse.problem(
        new Problem(
            ErrorCode.FORBIDDEN,
            "Pages of " + printable(origin) + " may not change anything here."));
  }

  static HttpResponse bodyTooLarge(final int limitBytes) {
    return HttpResponse.problem(
        new Problem(ErrorCode.TOO_LARGE, "The body may have " + limitBytes + " bytes."));
  }

  static HttpResponse receiveTimeout(final Duration limit) {
    return HttpResponse.problem(
        408,
        new Problem(
            ErrorCode.MALFORMED,
            "The request was not complete within " + limit.toMillis() + " ms."));
  }

  static HttpResponse incomplete() {
    return malformed("The connection ended in the middle of the request.");
  }

  static HttpResponse answerTimeout(final Duration limit) {
    return HttpResponse.problem(
            503,
            new Problem(
                ErrorCode.INTERNAL, "There was no answer within " + limit.toMillis() + " ms."))
        .header("Retry-After", "5");
  }

  static HttpResponse failure() {
    return HttpResponse.problem(new Problem(ErrorCode.INTERNAL, ""));
  }

  static HttpResponse tooManyConnections() {
    return HttpResponse.problem(
            503, new Problem(ErrorCode.TOO_MANY_REQUESTS, "Too many connections are open."))
        .header("Retry-After", "5");
  }

  static HttpResponse noRoomForBody() {
    return HttpResponse.problem(
            503, new Problem(ErrorCode.TOO_MANY_REQUESTS, "Too many bytes are sent here at once."))
        .header("Retry-After", "5");
  }

  private static String printable(final String text) {
    final String plain = text.replaceAll("[^!-~]", "?");
    return plain.length() > 200 ? plain.substring(0, 200) + "..." : plain;
  }
}
