package io.oriel.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminTokenTest {
  @TempDir Path folder;

  @Test
  void staysAsItsOwnerWroteIt() throws Exception {
    Path file = Files.writeString(folder.resolve("token"), "of the owner's choice\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    new AdminToken(file).createIfMissing();
    assertThat(new AdminToken(file).read()).contains("of the owner's choice");
    assertThat(Exposed.isReadable(file)).isTrue();
  }
}
