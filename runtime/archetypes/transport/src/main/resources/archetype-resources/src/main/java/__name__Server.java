package ${package};

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.security.Credentials;
import io.oriel.api.stream.Stream;
import io.oriel.api.transport.OpenTransport;
import io.oriel.api.transport.Reach;
import io.oriel.api.transport.TransportContext;
import io.oriel.api.transport.ViewerRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The open transport: the JDK's HTTP server, on the loopback alone. Each request has a virtual
 * thread, which is that of its viewer until it leaves.
 */
final class ${name}Server implements OpenTransport {
  private static final String BEARER = "Bearer ";
  private static final Duration LEAVING = Duration.ofSeconds(1);

  private final ${name}Config config;
  private final TransportContext context;
  private final HttpServer http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<${name}Viewer> viewers = ConcurrentHashMap.newKeySet();

  /** Of each stream that somebody sees, also one that has ended since; guarded by this. */
  private final Map<Stream, JpegFeed> feeds = new HashMap<>();

  private volatile boolean draining;

  private ${name}Server(${name}Config config, TransportContext context, HttpServer http) {
    this.config = config;
    this.context = context;
    this.http = http;
  }

  static ${name}Server open(${name}Config config, TransportContext context) throws OrielException {
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), config.port());
    try {
      ${name}Server server = new ${name}Server(config, context, HttpServer.create(address, 0));
      server.http.createContext("/", server::answer);
      server.http.setExecutor(server.threads);
      server.http.start();
      return server;
    } catch (IOException e) {
      throw new OrielException(
          ErrorCode.PORT_IN_USE,
          "${transport} cannot have port " + config.port() + " (" + ${name}Transport.PID + ": port)",
          e);
    }
  }

  @Override
  public Reach reach() {
    return new Reach("http://127.0.0.1:" + config.port() + "/<stream>", List.of());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (exchange.getRequestMethod().equals("GET")) {
        showOrRefuse(exchange, exchange.getRequestURI().getPath().substring(1));
      } else {
        say(exchange, 405, "only GET");
      }
    }
  }

  private void showOrRefuse(HttpExchange exchange, String name) throws IOException {
    try {
      show(exchange, name);
    } catch (OrielException refused) {
      exchange.getResponseHeaders().set("Retry-After", "1");
      say(exchange, status(refused.code()), refused.problem().message());
    }
  }

  /** Returns when the viewer has left. */
  private void show(HttpExchange exchange, String name) throws OrielException {
    ${name}Viewer viewer = new ${name}Viewer(exchange);
    viewers.add(viewer);
    try {
      // Looked at after it was added: whoever drains meanwhile finds the viewer among the others.
      if (draining) {
        throw new OrielException(ErrorCode.SERVER_STOPPING, "");
      }
      if (viewers.size() > config.maxViewers()) {
        throw new OrielException(ErrorCode.VIEWER_LIMIT, config.maxViewers() + " are there");
      }
      viewer.admitted(
          context.admit(
              ViewerRequest.of(${name}Transport.NAME, name, viewer)
                  .remoteAddress(exchange.getRemoteAddress().getAddress().getHostAddress())
                  .credentials(credentials(exchange))
                  .build()));
      JpegFeed feed = join(name);
      try {
        viewer.watch(feed);
      } finally {
        leave(feed);
      }
    } finally {
      viewer.left();
      viewers.remove(viewer);
    }
  }

  private static Credentials credentials(HttpExchange exchange) {
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    return header != null && header.startsWith(BEARER)
        ? new Credentials(header.substring(BEARER.length()))
        : Credentials.NONE;
  }

  /** A stream is encoded once, however many see it, and not at all when nobody does. */
  private synchronized JpegFeed join(String name) throws OrielException {
    Stream stream =
        context.stream(name)
            .orElseThrow(() -> new OrielException(ErrorCode.STREAM_UNKNOWN, "no stream " + name));
    JpegFeed feed =
        feeds.computeIfAbsent(
            stream,
            absent -> JpegFeed.of(stream, context.clock(), config.maxFps(), config.quality()));
    feed.joined();
    return feed;
  }

  private synchronized void leave(JpegFeed feed) {
    if (feed.left() == 0) {
      feeds.values().remove(feed);
      feed.close();
    }
  }

  private static int status(ErrorCode code) {
    return switch (code) {
      case STREAM_UNKNOWN -> 404;
      case AUTHENTICATION_FAILED -> 401;
      case FORBIDDEN -> 403;
      default -> 503;
    };
  }

  private static void say(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void drain(long deadlineNanos) {
    draining = true;
    viewers.forEach(viewer -> viewer.close(new Problem(ErrorCode.SERVER_STOPPING, "")));
    try {
      while (!viewers.isEmpty() && context.clock().nanos() < deadlineNanos) {
        Thread.sleep(10);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    drain(context.clock().nanos() + LEAVING.toNanos());
    http.stop(0);
    threads.shutdownNow();
  }
}
