package ${package};

import com.sun.net.httpserver.HttpExchange;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.Problem;
import io.oriel.api.transport.ViewerLink;
import io.oriel.api.transport.ViewerSession;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One viewer, on the thread of its request. A slow one misses pictures: it is always sent the
 * newest. It only watches: messages do not reach it.
 */
final class ${name}Viewer implements ViewerLink {
  private static final String BOUNDARY = "picture";
  private static final Problem GONE = new Problem(ErrorCode.VIEWER_GONE, "");

  private final HttpExchange exchange;
  private final Thread thread = Thread.currentThread();
  private ViewerSession session;
  private final AtomicReference<Problem> reason = new AtomicReference<>(GONE);

  ${name}Viewer(HttpExchange exchange) {
    this.exchange = exchange;
  }

  void admitted(ViewerSession as) {
    session = as;
  }

  /** Sends pictures until somebody has enough: the viewer, the server, or the feed. */
  void watch(JpegFeed feed) {
    try {
      exchange
          .getResponseHeaders()
          .set("Content-Type", "multipart/x-mixed-replace; boundary=" + BOUNDARY);
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      exchange.sendResponseHeaders(200, 0);
      OutputStream out = exchange.getResponseBody();
      // An empty preamble (RFC 2046, 5.1.1): the head of the answer goes out with it, at once.
      out.write('\n');
      out.flush();
      long epoch = -1;
      JpegFeed.Picture picture = JpegFeed.Picture.NONE;
      while (true) {
        picture = feed.after(picture);
        write(out, picture.jpeg());
        if (picture.epoch() != epoch) {
          epoch = picture.epoch();
          session.keyframeSent(epoch);
        }
      }
    } catch (InterruptedException | IOException e) {
      // That is how they end; the reason is said in left().
    }
  }

  private static void write(OutputStream out, byte[] jpeg) throws IOException {
    String head =
        "--" + BOUNDARY + "\r\nContent-Type: image/jpeg\r\nContent-Length: " + jpeg.length;
    out.write((head + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    out.write(jpeg);
    out.write('\r');
    out.write('\n');
    out.flush();
  }

  /** Has left, or was never let in. */
  void left() {
    if (session != null) {
      session.leave(reason.get());
    }
  }

  @Override
  public boolean send(String text) {
    return false;
  }

  /** Ends its waiting, and a write that the network does not take. The first reason counts. */
  @Override
  public void close(Problem why) {
    reason.compareAndSet(GONE, why);
    thread.interrupt();
  }
}
