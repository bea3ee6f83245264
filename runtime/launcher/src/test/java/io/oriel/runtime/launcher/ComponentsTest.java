package io.oriel.runtime.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ComponentsTest {
  @Test
  void givesTheProjectsOwnReasonBecauseItNamesTheRemedy() {
    String trace =
        """
        java.lang.reflect.InvocationTargetException
        \tat a.B.c(B.java:1)
        Caused by: io.oriel.api.error.OrielException: port 1 is taken; choose another
        \tat a.B.d(B.java:2)
        Caused by: java.net.BindException: Address already in use
        \t... 3 more
        """;
    assertThat(Components.reason(trace)).isEqualTo("port 1 is taken; choose another");
  }

  @Test
  void givesTheDeepestCauseOtherwise() {
    String trace =
        """
        java.lang.IllegalStateException: outer
        \tat a.B.c(B.java:1)
        Caused by: java.io.IOException: disk full
        """;
    assertThat(Components.reason(trace)).isEqualTo("disk full [java.io.IOException]");
  }

  @Test
  void givesAnExceptionWithoutAMessageByName() {
    assertThat(Components.reason("java.lang.NullPointerException\n\tat a.B.c(B.java:1)"))
        .isEqualTo("java.lang.NullPointerException");
  }
}
