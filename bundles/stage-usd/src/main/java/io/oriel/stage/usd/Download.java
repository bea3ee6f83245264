package io.oriel.stage.usd;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.stage.LoadMonitor;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Fetches one file from a web server, within limits of size and time. Used once. */
final class Download {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
  private static final int MAX_REDIRECTS = 5;

  /** What may come with an answer that is not the file. */
  private static final long MAX_OTHER_BYTES = 64 << 10;

  private static final int OK = 200;
  private static final int NOT_MODIFIED = 304;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private final URI uri;
  private final Validators known;
  private final Path file;
  private final long maxBytes;
  private final Duration limit;
  private final long deadlineNanos;
  private final LoadMonitor monitor;

  /**
   * @param known of the content that is there already
   * @param file that is written
   */
  Download(
      URI uri, Validators known, Path file, long maxBytes, Duration limit, LoadMonitor monitor) {
    this.uri = uri;
    this.known = known;
    this.file = file;
    this.maxBytes = maxBytes;
    this.limit = limit;
    this.deadlineNanos = System.nanoTime() + limit.toNanos();
    this.monitor = monitor;
  }

  /**
   * Returns when the file is complete.
   *
   * @return by what it is known; empty if the content that is there already is the server's
   * @throws FileSystemException if the file cannot be written
   */
  Optional<Validators> perform() throws OrielException, FileSystemException {
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_LIMIT)
            .build();
    try {
      return follow(client);
    } finally {
      client.shutdownNow();
    }
  }

  private Optional<Validators> follow(HttpClient client)
      throws OrielException, FileSystemException {
    URI target = uri;
    for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      HttpResponse<?> answer = exchange(client, target);
      int status = answer.statusCode();
      if (status == OK) {
        return Optional.of(Validators.of(answer.headers()));
      }
      if (status == NOT_MODIFIED && !known.equals(Validators.NONE)) {
        return Optional.empty();
      }
      if (!REDIRECTS.contains(status)) {
        throw failure(ErrorCode.STAGE_NOT_FOUND, "the server answered " + status, null);
      }
      target = redirected(target, answer.headers().firstValue("Location").orElse(""));
    }
    throw failure(ErrorCode.STAGE_NOT_FOUND, "more than " + MAX_REDIRECTS + " redirects", null);
  }

  /**
   * Another place on the same server, or the same host by https: whoever may have a file fetched
   * names its server, and that server names no other one that it may not reach itself.
   */
  private URI redirected(URI from, String location) throws OrielException {
    URI to;
    try {
      to = from.resolve(location);
    } catch (IllegalArgumentException e) {
      throw failure(ErrorCode.STAGE_NOT_FOUND, "a redirect to no URI", e);
    }
    if (location.isBlank() || to.isOpaque() || to.getHost() == null) {
      throw failure(ErrorCode.STAGE_NOT_FOUND, "a redirect to no server", null);
    }
    if (to.getRawUserInfo() != null) {
      throw failure(ErrorCode.STAGE_FORBIDDEN, "a redirect that names a user", null);
    }
    boolean safer = isScheme(from, "http") && isScheme(to, "https");
    boolean same = isScheme(from, to.getScheme()) && from.getPort() == to.getPort();
    if (from.getHost().equalsIgnoreCase(to.getHost()) && (same || safer)) {
      return to;
    }
    throw failure(
        ErrorCode.STAGE_FORBIDDEN,
        "a redirect to "
            + to.getScheme()
            + "://"
            + to.getAuthority()
            + ", which is another server; open the stage by its address there",
        null);
  }

  private static boolean isScheme(URI uri, String scheme) {
    return uri.getScheme().equalsIgnoreCase(scheme);
  }

  private HttpResponse<?> exchange(HttpClient client, URI target)
      throws OrielException, FileSystemException {
    HttpRequest.Builder request = HttpRequest.newBuilder(target).header("User-Agent", "Oriel");
    known.ask(request);
    CompletableFuture<HttpResponse<Path>> answer =
        client.sendAsync(request.build(), this::subscriber);
    monitor.onCancel(() -> answer.cancel(true));
    try {
      return answer.get(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      throw failure(
          ErrorCode.STAGE_TIMEOUT, "not fetched within " + limit.toSeconds() + " s", late);
    } catch (CancellationException givenUp) {
      throw failure(ErrorCode.SUPERSEDED, "the load was given up", givenUp);
    } catch (ExecutionException failed) {
      throw failed(failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw failure(ErrorCode.SUPERSEDED, "the load was interrupted", interrupted);
    }
  }

  private HttpResponse.BodySubscriber<Path> subscriber(HttpResponse.ResponseInfo answer) {
    if (answer.statusCode() != OK) {
      return BodySubscribers.limiting(BodySubscribers.replacing(file), MAX_OTHER_BYTES);
    }
    return new DownloadBody(
        BodySubscribers.ofFile(
            file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING),
        answer.headers().firstValueAsLong("Content-Length").orElse(-1),
        maxBytes,
        monitor);
  }

  private OrielException failed(Throwable cause) throws FileSystemException {
    if (cause instanceof FileSystemException disk) {
      throw disk;
    }
    if (monitor.cancelled()) {
      return failure(ErrorCode.SUPERSEDED, "the load was given up", cause);
    }
    if (cause instanceof DownloadBody.TooLargeException) {
      return failure(
          ErrorCode.STAGE_TOO_LARGE,
          "more than " + (maxBytes >> 20) + " MiB (maxDownloadMiB)",
          cause);
    }
    String reason =
        cause instanceof IOException io && io.getMessage() != null
            ? io.getMessage()
            : cause.getClass().getSimpleName();
    return failure(ErrorCode.STAGE_NOT_FOUND, "the server cannot be reached: " + reason, cause);
  }

  private OrielException failure(ErrorCode code, String what, Throwable cause) {
    return new OrielException(code, RemoteStages.name(uri) + ": " + what, cause);
  }
}
