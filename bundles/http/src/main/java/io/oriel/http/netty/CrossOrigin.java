package io.oriel.http.netty;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.oriel.http.HttpResponse;
import java.util.Set;

/** What a script of another origin may do with a route (the Fetch standard's CORS protocol). */
final class CrossOrigin {
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  private CrossOrigin() {}

  /**
   * Whether the request comes from a page that the route does not serve and would change something.
   * A browser sends some such requests without asking first.
   */
  static boolean isForgery(final String method, final HttpHeaders headers, final Route route) {
    final String origin = headers.get(HttpHeaderNames.ORIGIN);
    return origin != null
        && !READING.contains(method)
        && !isOwn(origin, headers.get(HttpHeaderNames.HOST, ""))
        && !route.allowsOrigin(origin);
  }

  static boolean isPreflight(final String method, final HttpHeaders headers) {
    return method.equals("OPTIONS")
        && headers.contains(HttpHeaderNames.ORIGIN)
        && headers.contains(HttpHeaderNames.ACCESS_CONTROL_REQUEST_METHOD);
  }

  static HttpResponse preflight(final HttpHeaders headers, final Route route) {
    final HttpResponse answer =
        HttpResponse.status(204).header("Allow", route.allow()).header("Vary", "Origin");
    if (!route.allowsOrigin(headers.get(HttpHeaderNames.ORIGIN))) {
      return answer;
    }
    final HttpResponse allowed =
        answer
            .header("Access-Control-Allow-Methods", String.join(", ", route.methods()))
            .header("Access-Control-Max-Age", "600");
    final String wanted = headers.get(HttpHeaderNames.ACCESS_CONTROL_REQUEST_HEADERS);
    return wanted == null || !wanted.matches("[A-Za-z0-9 ,_-]{1,500}")
        ? allowed
        : allowed.header("Access-Control-Allow-Headers", wanted);
  }

  /** Lets the page read the answer, if the route allows its origin. */
  static void open(final Route route, final String origin, final HttpHeaders answer) {
    if (route.corsOrigins().isEmpty()) {
      return;
    }
    if (!answer.contains(HttpHeaderNames.VARY, "Origin", true)) {
      answer.add(HttpHeaderNames.VARY, "Origin");
    }
    if (origin == null || !route.allowsOrigin(origin)) {
      return;
    }
    answer.set(
        HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN,
        route.corsOrigins().contains("*") ? "*" : origin);
    if (!route.corsExpose().isEmpty()) {
      answer.set(
          HttpHeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS, String.join(", ", route.corsExpose()));
    }
  }

  private static boolean isOwn(final String origin, final String host) {
    return origin.equalsIgnoreCase("http://" + host) || origin.equalsIgnoreCase("https://" + host);
  }
}
