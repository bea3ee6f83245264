package io.oriel.engine;

import io.oriel.api.aov.AovConverter;
import io.oriel.api.aov.AovData;
import io.oriel.api.aov.Conversion;
import io.oriel.api.aov.ConversionRequest;
import io.oriel.api.aov.HostTensor;
import io.oriel.api.image.HostImage;
import io.oriel.api.image.Image;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Fills the picture with the first word of the input, opaque; marks who made it. */
final class FakeConverter implements AovConverter {
  /** Put over the step's number: no picture of a converter is black. */
  static final int MARK = 0xFF400000;

  final List<FakeConversion> conversions = new CopyOnWriteArrayList<>();
  final List<ConversionRequest> requests = new CopyOnWriteArrayList<>();
  final List<String> violations = new CopyOnWriteArrayList<>();
  volatile Throwable openFailure;
  volatile Throwable failure;
  volatile Runnable meanwhile = () -> {};
  volatile Gate openGate;
  volatile Gate gate;

  @Override
  public Conversion open(ConversionRequest request) {
    Gate closedGate = openGate;
    if (closedGate != null) {
      closedGate.pass();
    }
    Failure.raise(openFailure);
    requests.add(request);
    FakeConversion conversion = new FakeConversion();
    conversions.add(conversion);
    return conversion;
  }

  /** One stream's conversion. */
  final class FakeConversion implements Conversion {
    final AtomicInteger converted = new AtomicInteger();
    volatile String closeThread;

    /** Pictures made on the render thread. */
    volatile int shown;

    @Override
    public void convert(AovData in, Image out) {
      converted.incrementAndGet();
      meanwhile.run();
      if (closeThread != null) {
        violations.add("conversion after close");
      }
      if (Thread.currentThread().getName().startsWith("oriel-render")) {
        shown++;
        Gate closedGate = gate;
        if (closedGate != null) {
          closedGate.pass();
        }
        Failure.raise(failure);
      }
      MemorySegment from = ((HostTensor) in.image()).segment();
      MemorySegment to = ((HostImage) out).segment();
      int word = MARK | from.get(ValueLayout.JAVA_INT, 0);
      for (long at = 0; at < to.byteSize(); at += Integer.BYTES) {
        to.set(ValueLayout.JAVA_INT, at, word);
      }
    }

    @Override
    public void close() {
      if (closeThread != null) {
        violations.add("conversion closed twice");
      }
      closeThread = Thread.currentThread().getName();
    }
  }
}
