package io.oriel.transport.shm.control;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ControlSocketTest {
  /** It would be bound under a shorter name first, and then nobody could connect. */
  @Test
  void refusesAPathThatNobodyCanConnectTo() {
    assertThatCode(() -> ControlSocket.checkLength(Path.of("/" + "x".repeat(106))))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> ControlSocket.checkLength(Path.of("/" + "x".repeat(105) + "é")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("108 bytes")
        .hasMessageContaining("TMPDIR");
  }
}
