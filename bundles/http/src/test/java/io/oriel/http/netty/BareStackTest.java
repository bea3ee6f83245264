package io.oriel.http.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.StackWalker.StackFrame;
import java.util.List;
import org.junit.jupiter.api.Test;

class BareStackTest {
  private static List<Class<?>> stack = List.of();

  /** Public, as a class of another bundle is that can be used at all. */
  public static final class Noting {
    static {
      stack =
          StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
              .walk(frames -> frames.<Class<?>>map(StackFrame::getDeclaringClass).toList());
    }

    private Noting() {}
  }

  @Test
  void nobodysClassesAreOnTheStackWhileAClassIsInitialised() {
    BareStack.initialise(Noting.class);
    assertThat(stack).contains(Noting.class);
    ClassLoader ours = BareStack.class.getClassLoader();
    assertThat(stack)
        .filteredOn(type -> type != Noting.class)
        .noneMatch(type -> type.getClassLoader() == ours);
  }
}
