package io.oriel.renderer.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oriel.tck.FakeStage;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelsTest {
  /** Loads the renderer's classes as in a JVM that was started without the vector module. */
  private static final class WithoutVectors extends ClassLoader {
    WithoutVectors() {
      super(KernelsTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("jdk.incubator.")) {
        throw new ClassNotFoundException(name);
      }
      if (!name.startsWith("io.oriel.renderer.preview.")) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded != null ? loaded : define(name);
      }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  /** Run inside the other loader. */
  static final class Probe {
    private Probe() {}

    static Object[] draw() throws Exception {
      SharedThreads threads = new SharedThreads();
      FakeStage stage = RandomStages.sound(new Random(3));
      try (Studio studio = new Studio(threads.kernels().current(), 0)) {
        studio.look(RandomStages.camera(new Random(4))).show(stage);
        return new Object[] {threads.hasVectors(), studio.picture()};
      }
    }
  }

  @Test
  void withoutTheVectorModuleTheSamePictureIsDrawn() throws Exception {
    Class<?> probe = new WithoutVectors().loadClass(Probe.class.getName());
    var draw = probe.getDeclaredMethod("draw");
    draw.setAccessible(true);
    Object[] without = (Object[]) draw.invoke(null);
    assertThat(without[0]).isEqualTo(false);
    try (Studio studio = new Studio(Kernels.vector(), 0)) {
      studio.look(RandomStages.camera(new Random(4))).show(RandomStages.sound(new Random(3)));
      assertThat(studio.picture()).isEqualTo(without[1]);
    }
  }

  @Test
  void theWarmUpEndsWhenItIsTold() {
    KernelChoice choice = new KernelChoice(Kernels.scalar());
    KernelWarmUp.start(choice, Kernels.scalar(), Kernels.vector()).close();
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain("oriel-raster-warm-up");
  }

  /** The kernels that are to be warmed up are quick from the start: the reference, counted. */
  @Test
  void theFasterKernelsTakeOver() {
    Kernels fast = Kernels.scalar();
    Kernels plain = Kernels.scalar();
    CoverageKernel slow =
        (screen, tile, edges, records, from, to, into) -> {
          plain.coverage().draw(screen, tile, edges, records, from, to, into);
          for (int i = 0; i < 20; i++) {
            plain.coverage().draw(screen, tile, edges, records, from, to, into);
          }
        };
    Kernels slower =
        new Kernels(
            "slower", plain.points(), slow, plain.surface(), plain.light(), plain.contrast());
    KernelChoice choice = new KernelChoice(slower);
    try (KernelWarmUp warmUp = KernelWarmUp.start(choice, slower, fast)) {
      await().atMost(Duration.ofSeconds(60)).until(() -> choice.current() == fast);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void bothFormsProjectAndTurnAlike(long seed) {
    Random random = new Random(seed);
    Points points = new Points(500);
    for (int i = 0; i < 500; i++) {
      points.set(i, value(random), value(random), value(random));
    }
    float[] matrix = new float[16];
    for (int i = 0; i < 16; i++) {
      matrix[i] = (float) random.nextGaussian() * (i % 4 < 2 ? 1000 : 1);
    }
    Projected scalar = new Projected(500);
    Projected vector = new Projected(500);
    new ScalarPointKernel().project(points, 0, 500, matrix, scalar);
    new VectorPointKernel().project(points, 0, 500, matrix, vector);
    Points turnedScalar = new Points(500);
    Points turnedVector = new Points(500);
    new ScalarPointKernel().turn(points, 0, 500, matrix, turnedScalar);
    new VectorPointKernel().turn(points, 0, 500, matrix, turnedVector);
    int inside = 0;
    for (int i = 0; i < 500; i++) {
      assertThat(vector.x[i]).as("seed %d point %d", seed, i).isEqualTo(scalar.x[i]);
      assertSame(turnedVector.x[i], turnedScalar.x[i]);
      assertSame(turnedVector.y[i], turnedScalar.y[i]);
      assertSame(turnedVector.z[i], turnedScalar.z[i]);
      if (scalar.x[i] != PointKernel.OUTSIDE) {
        inside++;
        assertThat(vector.y[i]).isEqualTo(scalar.y[i]);
        assertThat(vector.depth[i]).isEqualTo(scalar.depth[i]);
        assertThat(vector.inverseW[i]).isEqualTo(scalar.inverseW[i]);
      }
    }
    assertThat(inside).as("the test tests something").isPositive();
  }

  /** Bit by bit, all NaNs being one. */
  private static void assertSame(float actual, float expected) {
    assertThat(Float.floatToIntBits(actual)).isEqualTo(Float.floatToIntBits(expected));
  }

  private static float value(Random random) {
    return switch (random.nextInt(20)) {
      case 0 -> Float.NaN;
      case 1 -> Float.POSITIVE_INFINITY;
      case 2 -> 1e30f;
      default -> (float) random.nextGaussian();
    };
  }
}
