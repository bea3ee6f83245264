package io.oriel.runtime.itest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The system's Chromium, driven by the Chrome DevTools Protocol over a pipe, so that it ends with
 * this process however that ends.
 */
final class Chromium implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final long ANSWER_SECONDS = 60;

  static {
    // Conditions are waited for, and a machine that is shared may stand still for seconds.
    Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
  }

  private final Process process;
  private final OutputStream out;
  private final AtomicInteger lastId = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();

  private Chromium(Process process) {
    this.process = process;
    this.out = process.getOutputStream();
    Thread.ofPlatform().daemon().name("cdp-read").start(this::read);
  }

  /** Starts a browser with an empty profile in {@code folder}. */
  static Chromium start(Path folder) throws IOException {
    List<String> command = new ArrayList<>();
    // The protocol speaks on descriptors 3 and 4; the browser's own output goes to the log.
    command.addAll(List.of("sh", "-c", "exec \"$@\" 3<&0 4>&1 </dev/null >&2", "sh", executable()));
    command.addAll(
        List.of(
            "--headless=new",
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--autoplay-policy=no-user-gesture-required",
            "--remote-debugging-pipe",
            "--window-size=1280,800",
            "--user-data-dir=" + Files.createDirectories(folder.resolve("profile"))));
    Process process =
        new ProcessBuilder(command).redirectError(folder.resolve("chromium.log").toFile()).start();
    return new Chromium(process);
  }

  private static String executable() {
    String configured = System.getenv("ORIEL_CHROMIUM");
    return configured == null ? "chromium" : configured;
  }

  /** Opens a page in a tab of its own, in front of all others. */
  Page open(String url) {
    return open(url, "");
  }

  /** The same; {@code script} runs before any script of the page, in every document. */
  Page open(String url, String script) {
    Page page = tab();
    if (!script.isEmpty()) {
      page.call("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
    }
    page.navigate(url);
    return page;
  }

  private Page tab() {
    String target =
        call("Target.createTarget", Map.of("url", "about:blank"), "").path("targetId").asString();
    String session =
        call("Target.attachToTarget", Map.of("targetId", target, "flatten", true), "")
            .path("sessionId")
            .asString();
    call("Page.enable", Map.of(), session);
    return new Page(this, target, session);
  }

  /** Ends the browser and all its processes at once, as a crash would. */
  void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  @Override
  public void close() {
    kill();
    process.onExit().join();
  }

  JsonNode call(String method, Map<String, ?> parameters, String session) {
    int id = lastId.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    var message = JSON.createObjectNode().put("id", id).put("method", method);
    message.set("params", JSON.valueToTree(parameters));
    if (!session.isEmpty()) {
      message.put("sessionId", session);
    }
    try {
      synchronized (out) {
        out.write(JSON.writeValueAsBytes(message));
        out.write(0);
        out.flush();
      }
      JsonNode node = answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
      if (node.has("error")) {
        throw new IllegalStateException(method + ": " + node.path("error"));
      }
      return node.path("result");
    } catch (IOException e) {
      throw new IllegalStateException("the browser is gone", e);
    } catch (Exception e) {
      throw new IllegalStateException("no answer to " + method, e);
    }
  }

  private void read() {
    try (InputStream in = process.getInputStream()) {
      var message = new java.io.ByteArrayOutputStream();
      byte[] chunk = new byte[1 << 16];
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        for (int i = 0; i < n; i++) {
          if (chunk[i] == 0) {
            deliver(message.toString(StandardCharsets.UTF_8));
            message.reset();
          } else {
            message.write(chunk[i]);
          }
        }
      }
    } catch (IOException e) {
      // The browser has ended; whoever waits is told below.
    }
    waiting.values().forEach(w -> w.completeExceptionally(new IOException("the browser ended")));
  }

  private void deliver(String text) {
    JsonNode node = JSON.readTree(text);
    CompletableFuture<JsonNode> answer = waiting.remove(node.path("id").asInt(-1));
    if (answer != null) {
      answer.complete(node);
    }
  }
}
