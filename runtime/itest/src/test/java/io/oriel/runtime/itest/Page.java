package io.oriel.runtime.itest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
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
    browser.call("Page.navigate", Map.of("url", url), session);
  }

  /** Writes what is seen to a PNG file. */
  void screenshot(Path file) throws IOException {
    String data =
        browser
            .call("Page.captureScreenshot", Map.of("format", "png"), session)
            .path("data")
            .asString();
    Files.createDirectories(file.getParent());
    Files.write(file, Base64.getDecoder().decode(data));
  }

  @Override
  public void close() {
    browser.call("Target.closeTarget", Map.of("targetId", target), "");
  }
}
