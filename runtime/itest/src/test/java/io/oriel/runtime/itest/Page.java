package io.oriel.runtime.itest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A page in a browser. */
final class Page implements AutoCloseable {
  private final Chromium browser;
  private final String target;
  private final String session;

  Page(Chromium browser, String target, String session) {
    this.browser = browser;
    this.target = target;
    this.session = session;
  }

  /** The value of an expression; a promise is awaited. */
  JsonNode evaluate(String expression) {
    JsonNode result =
        browser.call(
            "Runtime.evaluate",
            Map.of("expression", expression, "awaitPromise", true, "returnByValue", true),
            session);
    if (result.has("exceptionDetails")) {
      throw new IllegalStateException(result.path("exceptionDetails").toString());
    }
    return result.path("result").path("value");
  }

  void navigate(String url) {
    call("Page.navigate", Map.of("url", url));
  }

  /** A command of the protocol to this page. */
  JsonNode call(String method, Map<String, ?> parameters) {
    return browser.call(method, parameters, session);
  }

  /** Puts its tab before the others, which are hidden by it. */
  void bringToFront() {
    call("Page.bringToFront", Map.of());
  }

  /** Presses a key that writes one character. */
  void press(String character) {
    for (String type : List.of("keyDown", "keyUp")) {
      call("Input.dispatchKeyEvent", Map.of("type", type, "key", character, "text", character));
    }
  }

  /** A mouse event ({@code mouseMoved}, {@code mousePressed}, {@code mouseReleased}). */
  void mouse(String type, double x, double y, String button, int buttons) {
    call(
        "Input.dispatchMouseEvent",
        Map.of("type", type, "x", x, "y", y, "button", button, "buttons", buttons));
  }

  /** A key goes down or up ({@code rawKeyDown}, {@code keyUp}) as a person's would. */
  void key(String type, String code, String key) {
    call("Input.dispatchKeyEvent", Map.of("type", type, "code", code, "key", key));
  }

  /** Makes it look as on another device: the size in CSS pixels, the system's colour scheme. */
  void emulate(int width, int height, boolean phone, String scheme) {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", phone));
    call("Emulation.setTouchEmulationEnabled", Map.of("enabled", phone));
    call(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  /** Writes what is seen to a PNG file. */
  void screenshot(Path file) throws IOException {
    String data = call("Page.captureScreenshot", Map.of("format", "png")).path("data").asString();
    Files.createDirectories(file.getParent());
    Files.write(file, Base64.getDecoder().decode(data));
  }

  @Override
  public void close() {
    browser.call("Target.closeTarget", Map.of("targetId", target), "");
  }
}
