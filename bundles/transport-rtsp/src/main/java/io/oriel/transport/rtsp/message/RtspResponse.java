package io.oriel.transport.rtsp.message;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;

/** An answer (RFC 2326 section 7), put together by one thread. */
public final class RtspResponse {
  private final RtspStatus status;
  private final StringBuilder headers = new StringBuilder();
  private String body = "";

  private RtspResponse(RtspStatus status) {
    this.status = status;
  }

  /** An answer without headers of its own. */
  public static RtspResponse of(RtspStatus status) {
    return new RtspResponse(status);
  }

  /** A refusal that says in its body what is wrong. */
  public static RtspResponse refusal(RtspStatus status, String detail) {
    return of(status).body("text/plain; charset=utf-8", detail + "\n");
  }

  /** What it says. */
  public RtspStatus status() {
    return status;
  }

  /** Adds a header; a value from outside has been checked for line ends. */
  public RtspResponse header(String name, String value) {
    headers.append(name).append(": ").append(value).append("\r\n");
    return this;
  }

  /** Gives it a body. */
  public RtspResponse body(String type, String text) {
    body = text;
    return header("Content-Type", type)
        .header("Content-Length", String.valueOf(text.getBytes(StandardCharsets.UTF_8).length));
  }

  /**
   * The answer as bytes, which belong to the caller.
   *
   * @param sequence of the request; empty if it had none
   */
  public ByteBuf encode(ByteBufAllocator allocator, String sequence) {
    final StringBuilder text = new StringBuilder("RTSP/1.0 ");
    text.append(status.code()).append(' ').append(status.reason()).append("\r\n");
    if (!sequence.isEmpty()) {
      text.append("CSeq: ").append(sequence).append("\r\n");
    }
    text.append("Server: Oriel\r\n").append(headers).append("\r\n").append(body);
    final byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    return allocator.buffer(bytes.length).writeBytes(bytes);
  }
}
