package io.oriel.video;

import io.oriel.api.image.HostImage;
import io.oriel.api.image.ImageSpec;
import io.oriel.api.image.PixelFormat;
import io.oriel.runtime.benchmarks.Frames;
import java.lang.foreign.Arena;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** BGRA8 to what encoders take; the peer is FFmpeg's swscale on one thread, of the same maths. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ColorConversionBenchmark {
  @Param({"NV12", "I420"})
  private PixelFormat format;

  private final ColorConverter converter = new ColorConverter();
  private final RowKernel vector = new VectorKernel();
  private final RowKernel scalar = new ScalarKernel();
  private HostImage from;
  private HostImage to;
  private Swscale swscale;

  @Setup
  public void setUp() {
    from =
        new HostImage(
            ImageSpec.of(Frames.WIDTH, Frames.HEIGHT, PixelFormat.BGRA8), Frames.noise(4));
    ImageSpec spec = ImageSpec.of(Frames.WIDTH, Frames.HEIGHT, format);
    to =
        new HostImage(
            spec, Arena.global().allocate(spec.sizeBytes(), ImageSpec.ROW_ALIGNMENT_BYTES));
    swscale = new Swscale(from, to);
  }

  @Benchmark
  public void vector() {
    converter.convert(vector, from, to);
  }

  @Benchmark
  public void scalar() {
    converter.convert(scalar, from, to);
  }

  @Benchmark
  public int peerSwscale() {
    return swscale.convert();
  }
}
