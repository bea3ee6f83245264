package io.oriel.runtime.benchmarks;

import io.oriel.transport.webrtc.TestWebRtcClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** A WebRTC viewer that counts pictures by their last packets and decodes nothing. */
final class LoadViewer implements AutoCloseable {
  private static final int MARKER = 0x80;
  private static final int FIRST_RTCP = 200;
  private static final int LAST_RTCP = 207;

  private final TestWebRtcClient client;
  private final URI session;
  private final HttpClient http;
  private volatile int pictures;
  private volatile long lastNanos;
  private volatile long longestGapNanos;

  private LoadViewer(HttpClient http, URI whep) throws IOException, InterruptedException {
    this.http = http;
    client = new TestWebRtcClient(this::media);
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(whep)
                .header("Content-Type", "application/sdp")
                .POST(HttpRequest.BodyPublishers.ofString(client.offer()))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 201) {
      throw new IOException("the server refuses a viewer: " + answer.body());
    }
    session = whep.resolve(answer.headers().firstValue("Location").orElseThrow());
    client.answered(answer.body());
    client.connect();
  }

  static LoadViewer join(HttpClient http, URI whep) throws IOException, InterruptedException {
    return new LoadViewer(http, whep);
  }

  /** Headers of SRTP are in the clear: the marker ends a picture. The client's receive thread. */
  private void media(byte[] datagram) {
    int second = datagram[1] & 0xff;
    if (second >= FIRST_RTCP && second <= LAST_RTCP || (second & MARKER) == 0) {
      return;
    }
    long now = System.nanoTime();
    if (pictures > 0) {
      longestGapNanos = Math.max(longestGapNanos, now - lastNanos);
    }
    lastNanos = now;
    pictures++;
  }

  int pictures() {
    return pictures;
  }

  /** The longest time without a picture since the last call. */
  long takeLongestGapNanos() {
    long gap = longestGapNanos;
    longestGapNanos = 0;
    return gap;
  }

  /** Tells the server that it is still there (RFC 7675); once a second will do. */
  void consent() throws IOException {
    client.check();
  }

  @Override
  public void close() throws IOException {
    try {
      http.send(
          HttpRequest.newBuilder(session).DELETE().build(), HttpResponse.BodyHandlers.discarding());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      client.close();
    }
  }
}
