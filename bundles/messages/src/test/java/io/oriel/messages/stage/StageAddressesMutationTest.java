package io.oriel.messages.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.error.OrielException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a viewer writes, it gets a stage below a root or an error. */
class StageAddressesMutationTest {
  private static final int ROUNDS = 5_000;
  private static final List<String> PARTS =
      List.of(
          "..",
          ".",
          "/",
          "//",
          "\\",
          "%2e%2e",
          "%2f",
          "%252f",
          "%",
          "%zz",
          "%00",
          "\0",
          "~",
          "file:",
          "file://",
          "FILE:/",
          "localhost",
          "http://",
          "https://h/",
          "C:\\",
          "stages",
          "sets",
          "kitchen.usd",
          "workshop.usda",
          "out",
          "secret.usda",
          "out.usda",
          "${HOME}",
          "?",
          "#",
          "@",
          ":",
          " ",
          "\u202e",
          "é",
          "\ud800",
          "a".repeat(5000),
          "%c3%28",
          "+",
          "*");

  @TempDir Path folder;

  @Test
  void noAddressLeadsOut() throws Exception {
    Path root = folder.resolve("stages");
    StageRig.file(root, "workshop.usda");
    StageRig.file(root, "sets/kitchen.usd");
    StageRig.file(folder, "secret.usda");
    Files.createSymbolicLink(root.resolve("out"), folder);
    Files.createSymbolicLink(root.resolve("out.usda"), folder.resolve("secret.usda"));
    StageAddresses addresses = new StageAddresses(List.of(root), Set.of("https"));
    Random random = new Random(6);
    int found = 0;
    for (int round = 0; round < ROUNDS; round++) {
      StringBuilder url = new StringBuilder(random.nextInt(4) == 0 ? root + "/" : "");
      for (int part = random.nextInt(6); part >= 0; part--) {
        url.append(PARTS.get(random.nextInt(PARTS.size())));
      }
      try {
        String location = addresses.location(url.toString());
        found++;
        if (StageAddresses.isRemote(location)) {
          assertThat(location).startsWith("https://");
        } else {
          assertThat(Path.of(location).toRealPath()).startsWithRaw(root.toRealPath());
        }
        assertThat(addresses.url(location)).doesNotContain(folder.toString());
      } catch (OrielException refused) {
        assertThat(refused.getMessage()).hasSizeLessThan(1000);
      }
    }
    assertThat(found).isBetween(ROUNDS / 1000, ROUNDS / 2);
  }
}
