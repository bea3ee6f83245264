package io.oriel.viewer.page;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.Problem;
import io.oriel.http.HttpRequest;
import io.oriel.http.HttpResource;
import io.oriel.http.HttpResponse;
import io.oriel.http.HttpRoute;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Component;

/** The pages and their files. They are few and small, and only those that are named here exist. */
@Component
@HttpRoute(
    path = {"/", "/streams", "/page/*"},
    bodyLimitBytes = 0)
public final class PageResource implements HttpResource {
  /** What the page may do: run and fetch what this server serves, and nothing inline. */
  static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'";

  static final List<String> FILES =
      List.of(
          "alerts.css",
          "alerts.js",
          "announcer.js",
          "attention.js",
          "banner.js",
          "base.css",
          "branches.js",
          "cameras.js",
          "card.js",
          "commands.js",
          "conversation.js",
          "details.js",
          "directory.js",
          "dispatcher.js",
          "facts.js",
          "fields.css",
          "fields.js",
          "gamepad-input.js",
          "help.js",
          "icon.svg",
          "icons.js",
          "incoming.js",
          "input-format.js",
          "input-sender.js",
          "input.css",
          "input.js",
          "key-input.js",
          "letterbox.js",
          "links.js",
          "main.js",
          "messages.js",
          "model.js",
          "notice.css",
          "notice.js",
          "outputs.js",
          "overlays.css",
          "panels.css",
          "panels.js",
          "peer.js",
          "picture.css",
          "picture.js",
          "pill.js",
          "pointer-input.js",
          "problems.js",
          "properties.js",
          "questions.js",
          "rendering.js",
          "rows.js",
          "scenes.js",
          "screen.js",
          "screenshot.js",
          "selected.js",
          "session.js",
          "settings.js",
          "statistics.js",
          "stats.js",
          "status.css",
          "streams.css",
          "streams.js",
          "text-input.js",
          "timeline.css",
          "timeline.js",
          "toast.js",
          "touch-input.js",
          "tree.css",
          "tree.js",
          "values.js",
          "variants.js",
          "wheel-input.js",
          "whep.js",
          "words.js");

  private final Map<String, Asset> pages =
      Map.of("/", Asset.load("index.html"), "/streams", Asset.load("streams.html"));
  private final Map<String, Asset> files =
      FILES.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), Asset::load));

  @Override
  public HttpResponse handle(final HttpRequest request) {
    final Asset page = pages.get(request.path());
    final Asset asset = page == null ? files.get(request.remainder()) : page;
    if (asset == null) {
      return HttpResponse.problem(
          new Problem(
              ErrorCode.NOT_FOUND,
              "The page has no file "
                  + request.remainder()
                  + ". The pages are at / and /streams."));
    }
    return answer(request, asset);
  }

  private static HttpResponse answer(final HttpRequest request, final Asset asset) {
    // A 304 renews the headers that the browser keeps, so that it must carry the same ones.
    return isKnown(request, asset)
        ? withHeaders(HttpResponse.status(304), asset)
        : withHeaders(HttpResponse.ok(asset.mediaType(), asset.bytes()), asset);
  }

  private static HttpResponse withHeaders(final HttpResponse response, final Asset asset) {
    return response
        .header("ETag", asset.entityTag())
        .header("Cache-Control", "no-cache")
        .header("Content-Security-Policy", POLICY);
  }

  // RFC 9110 section 13.1.2: the comparison is weak, and a comma never occurs in a tag of ours.
  private static boolean isKnown(final HttpRequest request, final Asset asset) {
    return request.headers().all("If-None-Match").stream()
        .flatMap(value -> Stream.of(value.split(",")))
        .map(String::strip)
        .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
        .anyMatch(tag -> tag.equals("*") || tag.equals(asset.entityTag()));
  }
}
