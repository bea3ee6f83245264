package io.oriel.runtime.grab.whep;

import io.oriel.runtime.grab.Deadline;
import io.oriel.runtime.grab.GrabException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** What was agreed with the server, until it is ended by the same way. */
final class WhepSession implements AutoCloseable {
  private static final int CREATED = 201;
  private static final int MOST_ANSWER_BYTES = 64 * 1024;
  private static final Duration GOODBYE = Duration.ofSeconds(1);

  private final HttpClient client;
  private final WhepSource source;
  private final Optional<URI> resource;
  private final String answer;

  private WhepSession(HttpClient client, WhepSource source, Optional<URI> resource, String answer) {
    this.client = client;
    this.source = source;
    this.resource = resource;
    this.answer = answer;
  }

  /** Posts the offer. */
  static WhepSession open(WhepSource source, String offer, Deadline deadline)
      throws IOException, InterruptedException, GrabException {
    HttpClient client =
        HttpClient.newBuilder().connectTimeout(Duration.ofMillis(deadline.millisLeft())).build();
    HttpRequest request =
        request(source, source.resource(), Duration.ofMillis(deadline.millisLeft()))
            .header("Content-Type", "application/sdp")
            .POST(HttpRequest.BodyPublishers.ofString(offer))
            .build();
    HttpResponse<InputStream> response;
    try {
      response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (HttpTimeoutException e) {
      throw new java.net.SocketTimeoutException(e.getMessage());
    }
    try (InputStream body = response.body()) {
      byte[] bytes = body.readNBytes(MOST_ANSWER_BYTES);
      if (response.statusCode() != CREATED) {
        throw refusal(response.statusCode());
      }
      return new WhepSession(
          client,
          source,
          response.headers().firstValue("Location").flatMap(to -> resolved(source.resource(), to)),
          new String(bytes, StandardCharsets.UTF_8));
    }
  }

  /** Only on the same server: nobody else is told the token. */
  private static Optional<URI> resolved(URI base, String location) {
    try {
      return Optional.of(base.resolve(location))
          .filter(uri -> base.getRawAuthority().equals(uri.getRawAuthority()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static HttpRequest.Builder request(WhepSource source, URI uri, Duration limit) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).timeout(limit).header("User-Agent", "oriel-grab");
    source.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
    return request;
  }

  private static GrabException refusal(int status) {
    return new GrabException(
        switch (status) {
          case 401, 403 ->
              "it does not let this viewer in (" + status + "); add its token as ?token=TOKEN";
          case 404, 405 ->
              "there is no such stream, or no WHEP (" + status + "); look for its name at /streams";
          case 406, 415, 422 -> "it does not offer H.264 (" + status + ")";
          case 429, 503 ->
              "the stream is not ready, or the server is full ("
                  + status
                  + "); /readyz says why, try again then";
          default -> "it refuses with the status " + status;
        });
  }

  /** The server's answer. */
  String answer() {
    return answer;
  }

  /** Says that the viewer leaves. */
  @Override
  public void close() {
    try {
      if (resource.isPresent()) {
        client.send(
            request(source, resource.get(), GOODBYE).DELETE().build(),
            HttpResponse.BodyHandlers.discarding());
      }
    } catch (IOException e) {
      // The server notices by silence.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      client.shutdownNow();
    }
  }
}
