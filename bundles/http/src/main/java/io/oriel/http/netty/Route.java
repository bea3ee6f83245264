package io.oriel.http.netty;

import io.oriel.http.HttpRequest;
import io.oriel.http.HttpResource;
import io.oriel.http.HttpResponse;
import io.oriel.http.HttpRoute;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.Constants;

/** A resource with its properties as one service carried them. Immutable. */
record Route(
    Running running,
    long serviceId,
    int ranking,
    List<String> paths,
    List<String> methods,
    int bodyLimitBytes,
    List<String> corsOrigins,
    List<String> corsExpose) {

  private static final int DEFAULT_BODY_LIMIT_BYTES = 64 * 1024;
  static final int MAX_BODY_LIMIT_BYTES = 64 << 20;

  /**
   * Reads a route from service properties.
   *
   * @throws IllegalArgumentException naming the property that is wrong
   */
  static Route of(final HttpResource resource, final Map<String, Object> properties) {
    return of(new Running(resource), properties);
  }

  /** The same resource, calls that run included, under other properties. */
  Route with(final Map<String, Object> properties) {
    return of(running, properties);
  }

  private static Route of(final Running running, final Map<String, Object> properties) {
    final List<String> paths = strings(properties, HttpRoute.PATH, List.of());
    if (paths.isEmpty() || !paths.stream().allMatch(Route::isPattern)) {
      throw new IllegalArgumentException(
          HttpRoute.PATH + " is " + paths + ", not paths such as /healthz or /whep/*");
    }
    final int limit =
        properties.get(HttpRoute.BODY_LIMIT_BYTES) instanceof Number number
            ? number.intValue()
            : DEFAULT_BODY_LIMIT_BYTES;
    if (limit < 0 || limit > MAX_BODY_LIMIT_BYTES) {
      throw new IllegalArgumentException(
          HttpRoute.BODY_LIMIT_BYTES + " is " + limit + ", not 0 to " + MAX_BODY_LIMIT_BYTES);
    }
    return new Route(
        running,
        number(properties, Constants.SERVICE_ID),
        (int) number(properties, Constants.SERVICE_RANKING),
        paths,
        strings(properties, HttpRoute.METHODS, List.of("GET")).stream()
            .map(method -> method.toUpperCase(Locale.ROOT))
            .toList(),
        limit,
        strings(properties, HttpRoute.CORS_ORIGINS, List.of()),
        strings(properties, HttpRoute.CORS_EXPOSE, List.of()));
  }

  boolean takes(final String method) {
    return methods.contains(method) || (method.equals("HEAD") && methods.contains("GET"));
  }

  String allow() {
    final StringBuilder allow = new StringBuilder(String.join(", ", methods));
    if (methods.contains("GET") && !methods.contains("HEAD")) {
      allow.append(", HEAD");
    }
    if (!methods.contains("OPTIONS")) {
      allow.append(", OPTIONS");
    }
    return allow.toString();
  }

  boolean allowsOrigin(final String origin) {
    return corsOrigins.contains("*") || corsOrigins.contains(origin);
  }

  private static boolean isPattern(final String path) {
    final int star = path.indexOf('*');
    return path.startsWith("/") && (star < 0 || (star == path.length() - 1 && path.endsWith("/*")));
  }

  private static long number(final Map<String, Object> properties, final String key) {
    return properties.get(key) instanceof Number number ? number.longValue() : 0;
  }

  private static List<String> strings(
      final Map<String, Object> properties, final String key, final List<String> fallback) {
    return switch (properties.get(key)) {
      case null -> fallback;
      case String one -> List.of(one);
      case String[] many -> List.copyOf(Arrays.asList(many));
      case Iterable<?> many -> {
        final List<String> list = new java.util.ArrayList<>();
        many.forEach(each -> list.add(String.valueOf(each)));
        yield List.copyOf(list);
      }
      default -> throw new IllegalArgumentException(key + " is not a string or a list of strings");
    };
  }

  /** The calls that are in a resource now, so that its service can leave without one inside. */
  static final class Running {
    private final HttpResource resource;
    private final java.util.Set<Thread> threads = new java.util.HashSet<>();
    private boolean retired;

    private Running(final HttpResource resource) {
      this.resource = resource;
    }

    /** Whether the resource can answer; one that fails at that is asked, and its failure shown. */
    boolean ready() {
      try {
        return resource.ready();
      } catch (RuntimeException | LinkageError e) {
        return true;
      }
    }

    /** Calls the resource on this thread; empty if it has retired. */
    Optional<HttpResponse> call(final HttpRequest request) throws Exception {
      synchronized (this) {
        if (retired) {
          return Optional.empty();
        }
        threads.add(Thread.currentThread());
      }
      try {
        return Optional.of(
            java.util.Objects.requireNonNull(resource.handle(request), "The resource's answer"));
      } finally {
        synchronized (this) {
          threads.remove(Thread.currentThread());
          notifyAll();
        }
      }
    }

    /** Lets no further call in and waits for those inside; interrupts what outstays the time. */
    synchronized void retire(final java.time.Duration patience) {
      retired = true;
      final long deadline = System.nanoTime() + patience.toNanos();
      boolean interrupted = false;
      // A resource that removes itself would wait for its own call.
      while (threads.stream().anyMatch(thread -> thread != Thread.currentThread())) {
        final long leftMillis = (deadline - System.nanoTime()) / 1_000_000;
        if (leftMillis <= 0 || interrupted) {
          threads.forEach(Thread::interrupt);
          break;
        }
        try {
          wait(leftMillis);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
