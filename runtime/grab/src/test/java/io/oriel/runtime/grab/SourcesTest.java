package io.oriel.runtime.grab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourcesTest {
  @ParameterizedTest
  @CsvSource({
    "rtsp://host:8554/main, main, rtsp://host:8554/main",
    "RTSPS://me:se%40cret@[::1]/a/b%20c, b_20c, rtsps://[::1]/a/b%20c",
    "rtsp://host/?user=me&password=secret, stream, rtsp://host/",
    "shm:main, main, shm:main",
    "shm:/ovstream-side, side, shm:side",
    "/ovstream-side, side, shm:side",
    "http://host:49100, main, http://host:49100/whep/main",
    "https://host/, main, https://host/whep/main",
    "http://host/?stream=side%20one&token=secret, side_one, http://host/whep/side%20one",
    "http://host/streams?stream=side, side, http://host/whep/side",
    "http://host/whep/side?token=secret, side, http://host/whep/side",
    "http://host/other/endpoint, endpoint, http://host/other/endpoint",
  })
  void areNamedAndShownWithoutASecret(String text, String stream, String shown) throws Exception {
    Source source = Sources.of(text);
    assertThat(source.stream()).isEqualTo(stream);
    assertThat(source.shown()).isEqualTo(shown).doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "main", "ftp://host/secret", "rtsp:///x", "rtsp://me:secret^@host/", "shm"})
  void areRefusedWithWhatIsAllowedAndWithoutTheText(String text) {
    assertThat(catchThrowableOfType(GrabException.class, () -> Sources.of(text)))
        .hasMessageContaining("must be rtsp://")
        .extracting(Throwable::getMessage)
        .asString()
        .doesNotContain("secret");
  }

  @Test
  void sayHowAWebServerIsToldWhoAsks() {
    assertThat(
            catchThrowableOfType(GrabException.class, () -> Sources.of("http://me:secret@host/")))
        .hasMessageContaining("?token=")
        .extracting(Throwable::getMessage)
        .asString()
        .doesNotContain("secret");
  }
}
