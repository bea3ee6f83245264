package io.oriel.api.transport;

import io.oriel.api.security.Credentials;
import java.util.Objects;

/** A viewer at the door. Immutable. */
public final class ViewerRequest {
  private final String stream;
  private final String transport;
  private final String remoteAddress;
  private final Credentials credentials;
  private final ViewerLink link;

  private ViewerRequest(Builder builder) {
    this.stream = builder.stream;
    this.transport = builder.transport;
    this.remoteAddress = builder.remoteAddress;
    this.credentials = builder.credentials;
    this.link = builder.link;
  }

  /**
   * A viewer without credentials.
   *
   * @param transport name of the transport that it came by
   * @param stream name of the stream that it wants to see
   * @param link the way to it
   */
  public static Builder of(String transport, String stream, ViewerLink link) {
    return new Builder(transport, stream, link);
  }

  /** Name of the stream that it wants to see. */
  public String stream() {
    return stream;
  }

  /** Name of the transport that it came by. */
  public String transport() {
    return transport;
  }

  /** Host and port as the transport sees them; empty if there is no such thing. */
  public String remoteAddress() {
    return remoteAddress;
  }

  /** What it brought to prove who it is; {@link Credentials#NONE} if nothing. */
  public Credentials credentials() {
    return credentials;
  }

  /** The way to it. */
  public ViewerLink link() {
    return link;
  }

  /** Collects a request. Not safe for use by several threads. */
  public static final class Builder {
    private final String stream;
    private final String transport;
    private final ViewerLink link;
    private String remoteAddress = "";
    private Credentials credentials = Credentials.NONE;

    private Builder(String transport, String stream, ViewerLink link) {
      this.transport = Objects.requireNonNull(transport, "transport");
      this.stream = Objects.requireNonNull(stream, "stream");
      this.link = Objects.requireNonNull(link, "link");
    }

    public Builder remoteAddress(String value) {
      remoteAddress = Objects.requireNonNull(value, "remoteAddress");
      return this;
    }

    public Builder credentials(Credentials value) {
      credentials = Objects.requireNonNull(value, "credentials");
      return this;
    }

    public ViewerRequest build() {
      return new ViewerRequest(this);
    }
  }
}
