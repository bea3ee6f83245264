package io.oriel.messages.stage;

import static io.oriel.messages.stage.StageRig.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

/** What viewers may open and how they call it. */
class StageAddressesTest {
  @TempDir Path folder;
  private Path root;
  private StageAddresses addresses;

  @BeforeEach
  void makeStages() {
    root = folder.resolve("my stages");
    file(root, "workshop.usda");
    file(root, "sets/kitchen.usd");
    file(root, "100%.usda");
    file(root, "notes.txt");
    file(folder, "secret.usda");
    addresses = new StageAddresses(List.of(root), Set.of());
  }

  private Path location(String url) throws OrielException {
    return Path.of(addresses.location(url));
  }

  private OrielException refused(String url) {
    return catchThrowableOfType(OrielException.class, () -> addresses.location(url));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sets/kitchen.usd",
        "./sets/kitchen.usd",
        "sets//kitchen.usd",
        "sets/../sets/./kitchen.usd",
        "sets/kitchen%2Eusd",
        "sets%2Fkitchen.usd",
        "my stages/sets/kitchen.usd",
        "my%20stages/sets/kitchen.usd"
      })
  void aFileBelowTheRootIsFoundHoweverItIsWritten(String url) throws OrielException {
    assertThat(location(url)).isEqualTo(root.resolve("sets/kitchen.usd"));
  }

  @Test
  void absolutePathsAndFileUrlsBelowTheRootAreAllowed() throws OrielException {
    Path kitchen = root.resolve("sets/kitchen.usd");
    assertThat(location(kitchen.toString())).isEqualTo(kitchen);
    assertThat(location(kitchen.toUri().toString())).isEqualTo(kitchen);
    assertThat(location("file://localhost" + kitchen.toUri().getRawPath())).isEqualTo(kitchen);
    assertThat(location(kitchen.toUri().getRawPath())).isEqualTo(kitchen);
  }

  @Test
  void aNameThatOnlyLooksEncodedIsTakenAsItIs() throws OrielException {
    assertThat(location("100%.usda")).isEqualTo(root.resolve("100%.usda"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../secret.usda",
        "sets/../../secret.usda",
        "..%2Fsecret.usda",
        "%2e%2e/secret.usda",
        "../my stages/workshop.usda",
        "/etc/passwd",
        "file:///etc/passwd",
        "file:///etc/passwd.usda",
        "file://server/share/workshop.usda",
        "https://example.com/workshop.usda",
        "ftp://example.com/workshop.usda",
        "omniverse://server/workshop.usd",
        "data:text/plain,x.usda"
      })
  void whatLiesElsewhereIsRefusedWithoutAWordOfFolders(String url) {
    OrielException refused = refused(url);
    assertThat(refused.code()).isEqualTo(ErrorCode.STAGE_FORBIDDEN);
    assertThat(refused.getMessage())
        .contains("below the stage roots")
        .doesNotContain(folder.toString());
  }

  @Test
  void anAbsolutePathElsewhereIsRefusedWhetherOrNotItExists() {
    assertThat(refused(folder.resolve("secret.usda").toString()).code())
        .isEqualTo(ErrorCode.STAGE_FORBIDDEN);
    assertThat(refused(folder.resolve("missing.usda").toString()).code())
        .isEqualTo(ErrorCode.STAGE_FORBIDDEN);
    assertThat(refused(root + "er/x.usda").code()).isEqualTo(ErrorCode.STAGE_FORBIDDEN);
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(
      strings = {" ", "a\nb.usda", "a\0.usda", "a%00.usda", "file:workshop.usda", "file:///a b"})
  void whatIsNoAddressIsMalformed(String url) {
    assertThat(refused(url).code()).isEqualTo(ErrorCode.MALFORMED);
  }

  @Test
  void anEndlessAddressIsMalformedAndNotRepeated() {
    OrielException refused = refused("a".repeat(100_000));
    assertThat(refused.code()).isEqualTo(ErrorCode.MALFORMED);
    assertThat(refused.getMessage()).hasSizeLessThan(300);
  }

  @ParameterizedTest
  @ValueSource(strings = {"missing.usda", "sets", ".", "sets/", "workshop.usda/x.usda", "~/x.usda"})
  void whatIsNoFileIsNotFound(String url) {
    assertThat(refused(url).code()).isEqualTo(ErrorCode.STAGE_NOT_FOUND);
  }

  @Test
  void aFileThatIsNoStageIsNotOpened() {
    assertThat(refused("notes.txt").code()).isEqualTo(ErrorCode.STAGE_INVALID);
    assertThat(refused("notes.txt").getMessage()).contains(".usda");
  }

  @Test
  void aLinkMayLeadAboutBelowTheRootsButNotOut() throws Exception {
    Path other = folder.resolve("other");
    file(other, "far.usda");
    Files.createSymbolicLink(root.resolve("out.usda"), folder.resolve("secret.usda"));
    Files.createSymbolicLink(root.resolve("out"), folder);
    Files.createSymbolicLink(root.resolve("again.usda"), root.resolve("workshop.usda"));
    Files.createSymbolicLink(root.resolve("far.usda"), other.resolve("far.usda"));
    for (String url : List.of("out.usda", "out/secret.usda", "out/nothing.usda")) {
      assertThat(refused(url).code())
          .as("whether there is something or not at the end of " + url)
          .isEqualTo(ErrorCode.STAGE_NOT_FOUND);
    }
    assertThat(location("again.usda")).isEqualTo(root.resolve("again.usda"));
    addresses = new StageAddresses(List.of(root, other), Set.of());
    assertThat(location("far.usda")).isEqualTo(root.resolve("far.usda"));
  }

  @Test
  void aRootMayBeALink() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), root);
    addresses = new StageAddresses(List.of(link), Set.of());
    assertThat(location("workshop.usda")).isEqualTo(link.resolve("workshop.usda"));
    assertThat(location(root.resolve("workshop.usda").toString()))
        .isEqualTo(root.resolve("workshop.usda"));
    assertThat(addresses.url(root.resolve("workshop.usda").toString())).isEqualTo("workshop.usda");
  }

  @Test
  void viewersCallAStageByItsPathBelowTheRoot() {
    assertThat(addresses.url(root.resolve("sets/kitchen.usd").toString()))
        .isEqualTo("sets/kitchen.usd");
    assertThat(addresses.url(root.resolve("workshop.usda").toUri().toString()))
        .isEqualTo("workshop.usda");
    assertThat(addresses.url(root.resolve("gone.usda").toString())).isEqualTo("gone.usda");
  }

  @Test
  void aStageFromElsewhereIsKnownByItsFileNameAlone() {
    assertThat(addresses.url(folder.resolve("secret.usda").toString())).isEqualTo("secret.usda");
    assertThat(addresses.url("")).isEmpty();
    assertThat(addresses.url("file:%zz/odd.usda")).isEqualTo("odd.usda");
  }

  @Test
  void filesOfOneNameInTwoRootsAreToldApart() throws OrielException {
    Path more = folder.resolve("more");
    Path second = file(more, "workshop.usda");
    addresses = new StageAddresses(List.of(root, more), Set.of());
    String url = addresses.url(second.toString());
    assertThat(url).isEqualTo("more/workshop.usda");
    assertThat(location(url)).isEqualTo(second);
    assertThat(location("workshop.usda")).isEqualTo(root.resolve("workshop.usda"));
  }

  @Test
  void aSchemeIsAllowedByName() throws OrielException {
    addresses = new StageAddresses(List.of(), Set.of("https"));
    assertThat(addresses.location("HTTPS://Example.com/a/../b/Set.usdz?sign=1#part"))
        .isEqualTo("https://example.com/b/Set.usdz?sign=1");
    assertThat(refused("http://example.com/a.usd").getMessage()).contains("begin with https");
    assertThat(refused("https://user:secret@example.com/a.usd"))
        .returns(ErrorCode.MALFORMED, OrielException::code)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
    assertThat(refused("https:a.usd").code()).isEqualTo(ErrorCode.MALFORMED);
    assertThat(refused("https://example.com/a.html").code()).isEqualTo(ErrorCode.STAGE_INVALID);
  }

  @Test
  void nothingOfALocationThatMayBeSecretIsTold() {
    assertThat(addresses.url("https://user:secret@example.com:8443/a.usdz?token=x#y"))
        .isEqualTo("https://example.com:8443/a.usdz");
  }

  @Test
  void theSameFileIsTheSameStageByWhateverPath() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), root);
    String one = root.resolve("workshop.usda").toString();
    assertThat(StageAddresses.same(one, link.resolve("workshop.usda").toString())).isTrue();
    assertThat(StageAddresses.same(one, root.resolve("workshop.usda").toUri().toString())).isTrue();
    assertThat(StageAddresses.same(one, root.resolve("sets/kitchen.usd").toString())).isFalse();
    assertThat(StageAddresses.same(one, root.resolve("gone.usda").toString())).isFalse();
    assertThat(StageAddresses.same(one, "")).isFalse();
    assertThat(StageAddresses.same("https://a/b.usd", "https://a/c.usd")).isFalse();
  }

  @Test
  void aLongErrorIsCutBeforeAnythingIsDoneToIt() {
    assertThat(addresses.told("/-".repeat(1_000_000))).hasSizeLessThan(2100).endsWith("…");
  }

  @Test
  void foldersAreTakenOutOfTexts() {
    assertThat(addresses.told(root.resolve("sets/kitchen.usd") + ": no such file"))
        .isEqualTo("sets/kitchen.usd: no such file");
    assertThat(addresses.told("syntax error in @/opt/data/lib/chair.usda@ line 3"))
        .isEqualTo("syntax error in @chair.usda@ line 3");
    assertThat(addresses.told("Reading file:///opt/data/chair.usda"))
        .isEqualTo("Reading chair.usda");
    assertThat(addresses.told("prim </World/Bench> of https://example.com/a/b.usda at 1/2"))
        .isEqualTo("prim </World/Bench> of https://example.com/a/b.usda at 1/2");
  }
}
