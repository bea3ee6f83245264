package io.oriel.runtime.launcher;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks a running server through its private listener.
 *
 * @param address of the listener
 * @param token that the server asks for
 */
record AdminClient(URI address, Optional<String> token) {
  static final String TOKEN_VARIABLE = "ORIEL_ADMIN_TOKEN";
  private static final String DEFAULT = "http://127.0.0.1:8081";
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** More than the server gives itself. */
  private static final Duration ANSWER = Duration.ofSeconds(60);

  /** The client for a server that works in this folder, with the token that it wrote there. */
  static AdminClient of(Optional<String> address, Path tokenFile) throws UsageException {
    try {
      URI uri = URI.create(address.orElse(DEFAULT));
      if (!"http".equals(uri.getScheme()) && !"https".equals(uri.getScheme())) {
        throw new IllegalArgumentException("it does not begin with http:// or https://");
      }
      return new AdminClient(uri, token(tokenFile));
    } catch (IllegalArgumentException e) {
      throw new UsageException("--admin " + address.orElse("") + ": " + e.getMessage());
    }
  }

  HttpResponse<String> send(String method, String path, BodyPublisher body) throws StartException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.resolve(path))
            .timeout(ANSWER)
            .header("Content-Type", "application/java-archive")
            .method(method, body);
    token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build()) {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new StartException("no server answers at " + address + " (--admin): " + reason(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartException("interrupted", e);
    }
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static Optional<String> token(Path file) {
    String said = System.getenv(TOKEN_VARIABLE);
    if (said != null) {
      return Optional.of(said.strip());
    }
    try (var lines = Files.lines(file)) {
      return lines.findFirst().map(String::strip);
    } catch (IOException none) {
      return Optional.empty();
    }
  }
}
