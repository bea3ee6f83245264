package io.oriel.http;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One complete request as a resource sees it. Immutable, and the resource's to keep; the body's
 * bytes are a copy of their own.
 */
public final class HttpRequest {
  private final String method;
  private final String path;
  private final String remainder;
  private final Map<String, List<String>> query;
  private final HttpHeaders headers;
  private final byte[] body;
  private final InetSocketAddress remoteAddress;

  private HttpRequest(final Builder builder) {
    this.method = builder.method;
    this.path = builder.path;
    this.remainder = builder.remainder;
    this.query = Map.copyOf(builder.query);
    this.headers = builder.headers;
    this.body = builder.body.clone();
    this.remoteAddress = builder.remoteAddress;
  }

  /** Starts a request; for listeners, and for tests of resources. */
  public static Builder of(final String method, final String path) {
    return new Builder(method, path);
  }

  /** The method in capitals. {@code HEAD} arrives as {@code GET}. */
  public String method() {
    return method;
  }

  /** The decoded path without the query; it begins with a slash and has no dot segments. */
  public String path() {
    return path;
  }

  /**
   * The decoded part of the path behind the route's prefix: {@code main/4f} for {@code
   * /whep/main/4f} at {@code /whep/*}; empty for an exact route.
   */
  public String remainder() {
    return remainder;
  }

  /** The first value of a query parameter, decoded. */
  public Optional<String> query(final String name) {
    return queryAll(name).stream().findFirst();
  }

  /** Every value of a query parameter, decoded, in order. */
  public List<String> queryAll(final String name) {
    return query.getOrDefault(name, List.of());
  }

  /** The request's header fields. */
  public HttpHeaders headers() {
    return headers;
  }

  /** The first value of a header. */
  public Optional<String> header(final String name) {
    return headers.first(name);
  }

  /** Where the page that asks came from, as its browser says; absent outside browsers. */
  public Optional<String> origin() {
    return headers.first("Origin");
  }

  /** The media type of the body in lower case without its parameters; empty when none is given. */
  public String mediaType() {
    final String value = headers.first("Content-Type").orElse("");
    final int end = value.indexOf(';');
    return (end < 0 ? value : value.substring(0, end)).strip().toLowerCase(java.util.Locale.ROOT);
  }

  /** A copy of the body's bytes. */
  public byte[] body() {
    return body.clone();
  }

  /** The number of bytes in the body. */
  public int bodyLength() {
    return body.length;
  }

  /** The body read as UTF-8; malformed bytes become the replacement character. */
  public String bodyText() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** The address of the peer of this connection: of a proxy, where one stands between. */
  public InetSocketAddress remoteAddress() {
    return remoteAddress;
  }

  @Override
  public String toString() {
    return method + " " + path + " from " + remoteAddress;
  }

  /** Collects the parts of a request. Not thread-safe. */
  public static final class Builder {
    private final String method;
    private final String path;
    private String remainder = "";
    private final Map<String, List<String>> query = new LinkedHashMap<>();
    private HttpHeaders headers = HttpHeaders.none();
    private byte[] body = {};
    private InetSocketAddress remoteAddress = InetSocketAddress.createUnresolved("localhost", 0);

    private Builder(final String method, final String path) {
      this.method = Objects.requireNonNull(method, "method");
      this.path = Objects.requireNonNull(path, "path");
    }

    /** Sets the part of the path behind the route's prefix. */
    public Builder remainder(final String value) {
      remainder = Objects.requireNonNull(value, "remainder");
      return this;
    }

    /** Sets the values of a query parameter. */
    public Builder query(final String name, final List<String> values) {
      query.put(name, List.copyOf(values));
      return this;
    }

    /** Adds a header field. */
    public Builder header(final String name, final String value) {
      headers = headers.with(name, value);
      return this;
    }

    /** Replaces all header fields. */
    public Builder headers(final HttpHeaders value) {
      headers = Objects.requireNonNull(value, "headers");
      return this;
    }

    /** Sets the body; the bytes are copied when the request is built. */
    public Builder body(final byte[] value) {
      body = Objects.requireNonNull(value, "body");
      return this;
    }

    /** Sets the body to the UTF-8 bytes of a text. */
    public Builder body(final String value) {
      return body(value.getBytes(StandardCharsets.UTF_8));
    }

    /** Sets the peer's address. */
    public Builder remoteAddress(final InetSocketAddress value) {
      remoteAddress = Objects.requireNonNull(value, "remoteAddress");
      return this;
    }

    /** The request. */
    public HttpRequest build() {
      return new HttpRequest(this);
    }
  }
}
