package io.oriel.http.netty;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.DateFormatter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.oriel.http.HttpResponse;
import java.util.Date;

/** Turns a resource's response into what goes out. */
final class Answer {
  private Answer() {}

  static FullHttpResponse of(
      final HttpResponse response, final String frameAncestors, final boolean keepAlive) {
    final FullHttpResponse answer =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(response.status()),
            Unpooled.wrappedBuffer(response.body()));
    final HttpHeaders headers = answer.headers();
    response.headers().forEach(headers::add);
    if (response.status() == 204) {
      headers.remove(HttpHeaderNames.CONTENT_LENGTH);
    } else if (response.status() != 304) {
      headers.set(HttpHeaderNames.CONTENT_LENGTH, answer.content().readableBytes());
    }
    headers.set(HttpHeaderNames.DATE, DateFormatter.format(new Date()));
    headers.set(
        HttpHeaderNames.CONNECTION,
        keepAlive ? HttpHeaderValues.KEEP_ALIVE : HttpHeaderValues.CLOSE);
    secure(headers, frameAncestors);
    return answer;
  }

  private static void secure(final HttpHeaders headers, final String frameAncestors) {
    setDefault(headers, "X-Content-Type-Options", "nosniff");
    setDefault(headers, "Referrer-Policy", "no-referrer");
    setDefault(headers, "Cache-Control", "no-store");
    setDefault(headers, "Content-Security-Policy", "default-src 'none'");
    headers.set(
        "Content-Security-Policy",
        headers.get("Content-Security-Policy") + "; frame-ancestors " + frameAncestors);
    // For readers older than frame-ancestors, which overrules it elsewhere; a list has no form
    // here.
    switch (frameAncestors) {
      case "'none'" -> headers.set("X-Frame-Options", "DENY");
      case "'self'" -> headers.set("X-Frame-Options", "SAMEORIGIN");
      default -> headers.remove("X-Frame-Options");
    }
  }

  private static void setDefault(final HttpHeaders headers, final String name, final String value) {
    if (!headers.contains(name)) {
      headers.set(name, value);
    }
  }
}
