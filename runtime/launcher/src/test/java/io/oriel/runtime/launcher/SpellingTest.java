package io.oriel.runtime.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpellingTest {
  private static final List<String> WORDS = List.of("--stage", "--size", "--fps");

  @Test
  void findsTheWordThatWasMeant() {
    assertThat(Spelling.nearest("--stgae", WORDS)).contains("--stage");
    assertThat(Spelling.nearest("--Fps", WORDS)).contains("--fps");
  }

  @Test
  void guessesNothingForAWordUnlikeAnyOther() {
    assertThat(Spelling.hint("--loudness", WORDS)).isEmpty();
  }
}
