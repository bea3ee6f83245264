package io.oriel.viewer.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.http.HttpRequest;
import io.oriel.http.HttpResponse;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageResourceTest {
  private final PageResource resource = new PageResource();

  @Test
  void thePageIsAtTheRoot() {
    final HttpResponse answer = page();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers().first("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(text(answer)).contains("<video");
  }

  @ParameterizedTest
  @CsvSource({
    "main.js,text/javascript; charset=utf-8",
    "base.css,text/css; charset=utf-8",
    "icon.svg,image/svg+xml"
  })
  void filesHaveTheirMediaType(final String name, final String mediaType) {
    assertThat(file(name).headers().first("Content-Type")).contains(mediaType);
  }

  @Test
  void everyFileIsAlwaysAskedForAgainAndMayRunNothingInline() {
    for (final HttpResponse answer : everything()) {
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.headers().first("Cache-Control")).contains("no-cache");
      assertThat(answer.headers().first("Content-Security-Policy"))
          .hasValueSatisfying(
              policy -> assertThat(policy).contains("'self'").doesNotContain("unsafe-"));
    }
  }

  @Test
  void theListOfStreamsIsAPageOfItsOwn() {
    final HttpResponse answer = list();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers().first("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(text(answer)).contains("page/streams.js");
  }

  @Test
  void thePagesHaveNothingInline() {
    assertThat(text(page()) + text(list()))
        .doesNotContainPattern("<script(?![^>]*\\ssrc=)")
        .doesNotContainPattern("<style|\\sstyle=|\\son[a-z]+=");
  }

  @Test
  void everythingThatThePageAndItsModulesNameIsServed() {
    final List<String> named =
        Stream.concat(
                references(text(page()) + text(list()), "(?:src|href)=\"page/([^\"]+)\""),
                PageResource.FILES.stream()
                    .filter(name -> name.endsWith(".js"))
                    .flatMap(name -> references(text(file(name)), "from '\\./([^']+)'")))
            .distinct()
            .toList();

    assertThat(named).containsExactlyInAnyOrderElementsOf(PageResource.FILES);
  }

  @Test
  void everyFileOfTheFolderIsServed() throws Exception {
    try (Stream<Path> files = Files.list(folder())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> !name.endsWith(".class") && !name.endsWith(".html"))
          .containsExactlyInAnyOrderElementsOf(PageResource.FILES);
    }
  }

  @Test
  void whatTheBrowserHasIsNotSentAgainAndKeepsItsHeaders() {
    final HttpResponse first = page();
    final String tag = first.headers().first("ETag").orElseThrow();

    final HttpResponse second = ask("/", "", tag);

    assertThat(second.status()).isEqualTo(304);
    assertThat(second.body()).isEmpty();
    assertThat(second.headers().first("ETag")).contains(tag);
    for (final String name : List.of("Cache-Control", "Content-Security-Policy")) {
      assertThat(second.headers().first(name)).isEqualTo(first.headers().first(name)).isPresent();
    }
  }

  static Stream<String> formsOfTheTag() {
    final String tag = new PageResource().handle(request("/", "")).headers().first("ETag").get();
    return Stream.of(tag, "W/" + tag, "\"other\", " + tag, "\"other\" ,W/" + tag, "*");
  }

  @ParameterizedTest
  @MethodSource("formsOfTheTag")
  void readsEveryFormOfIfNoneMatch(final String value) {
    assertThat(ask("/", "", value).status()).isEqualTo(304);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"other\"", "", ",", "W/", "\""})
  void sendsTheFileWhenTheTagIsAnotherOrNone(final String value) {
    assertThat(ask("/", "", value).status()).isEqualTo(200);
  }

  @Test
  void differentFilesHaveDifferentTags() {
    assertThat(everything().stream().map(answer -> answer.headers().first("ETag").orElseThrow()))
        .doesNotHaveDuplicates()
        .allMatch(tag -> tag.matches("\"[\\w-]{43}\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nothing.js",
        "",
        "main.js/",
        "../page/main.js",
        "PageResource.class",
        "/main.js",
        "index.html"
      })
  void whatIsNotThereIsAnsweredInWords(final String name) {
    final HttpResponse answer = file(name);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.headers().first("Content-Type")).contains("application/problem+json");
    assertThat(text(answer)).contains("request.not-found", "The page has no file");
  }

  private List<HttpResponse> everything() {
    return Stream.concat(Stream.of(page(), list()), PageResource.FILES.stream().map(this::file))
        .toList();
  }

  private HttpResponse page() {
    return resource.handle(request("/", ""));
  }

  private HttpResponse list() {
    return resource.handle(request("/streams", ""));
  }

  private HttpResponse file(final String name) {
    return resource.handle(request("/page/" + name, name));
  }

  private HttpResponse ask(final String path, final String remainder, final String tag) {
    return resource.handle(
        HttpRequest.of("GET", path).remainder(remainder).header("If-None-Match", tag).build());
  }

  private static HttpRequest request(final String path, final String remainder) {
    return HttpRequest.of("GET", path).remainder(remainder).build();
  }

  private static Stream<String> references(final String text, final String pattern) {
    return Pattern.compile(pattern).matcher(text).results().map((MatchResult m) -> m.group(1));
  }

  private static Path folder() throws URISyntaxException {
    return Path.of(PageResource.class.getResource("index.html").toURI()).getParent();
  }

  private static String text(final HttpResponse answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}
