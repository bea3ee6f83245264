package io.oriel.runtime.benchmarks;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** The distribution's server as a process of its own, on ports that were free. */
final class Server implements AutoCloseable {
  private static final int START_SECONDS = 60;
  private static final int STOP_SECONDS = 10;
  private static final int POLL_MILLIS = 100;
  private static final int FIRST_PORT = 20_000;
  private static final int END_PORT = 32_000;

  private final Process process;
  private final HttpClient http;
  private final int web;
  private final int admin;
  private final Path log;

  private Server(Process process, HttpClient http, int web, int admin, Path log) {
    this.process = process;
    this.http = http;
    this.web = web;
    this.admin = admin;
    this.log = log;
  }

  /** Starts it and returns once its first picture is there. */
  static Server start(HttpClient http, List<String> arguments)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("oriel-load");
    int web = freePort();
    int admin = freePort();
    Path configuration =
        Files.writeString(
            folder.resolve("oriel.json"),
            """
            {
              "io.oriel.http.public": {"port": %d},
              "io.oriel.http.private": {"port": %d},
              "io.oriel.transport.webrtc": {"port": %d},
              "io.oriel.engine.stream~main": {"stage": "%s"}
            }
            """
                .formatted(web, admin, freePort(), System.getProperty("oriel.stage")));
    List<String> command =
        new ArrayList<>(
            List.of(System.getProperty("oriel.command"), "--config", configuration.toString()));
    command.addAll(arguments);
    Path log = folder.resolve("server.log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("ORIEL_WORK", folder.resolve("work").toString());
    Server server = new Server(builder.start(), http, web, admin, log);
    Runtime.getRuntime().addShutdownHook(new Thread(server.process::destroy));
    server.awaitReady();
    return server;
  }

  private void awaitReady() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (System.nanoTime() < deadline && process.isAlive()) {
      if (ready()) {
        return;
      }
      Thread.sleep(POLL_MILLIS);
    }
    process.destroyForcibly();
    throw new IOException("the server does not get ready:\n" + Files.readString(log));
  }

  private boolean ready() throws InterruptedException {
    try {
      return get("/healthz").statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  URI whep() {
    return URI.create("http://127.0.0.1:" + web + "/whep/main");
  }

  Scrape scrape() throws IOException, InterruptedException {
    return new Scrape(get("/metrics").body());
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + admin + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** One that both TCP and UDP had free, below the ports of outgoing connections. */
  static int freePort() {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, END_PORT);
      try (ServerSocket stream = new ServerSocket(port, 1, loopback);
          DatagramSocket _ = new DatagramSocket(port, loopback)) {
        return stream.getLocalPort();
      } catch (IOException taken) {
        // Another one will be free.
      }
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
