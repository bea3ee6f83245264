package io.oriel.runtime.benchmarks;

import io.oriel.api.error.OrielException;
import io.oriel.api.image.HostImage;
import io.oriel.api.transport.OpenTransport;
import io.oriel.transport.shm.ShmConfig;
import io.oriel.transport.shm.ShmTransport;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.annotation.Annotation;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

/** 1920x1080 at 60 in shared memory: the writer beside a plain copy, and the way to readers. */
final class SharedMemory {
  private static final long FRAME_NANOS = TimeUnit.SECONDS.toNanos(1) / 60;
  private static final int WARM_SECONDS = 5;
  private static final int SLOTS = 3;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final SharedMemorySource source;
  private final String stream;
  private final Optional<Path> program;
  private final List<MemorySegment> copies = new ArrayList<>();
  private final Table writer =
      new Table(
          "readers", "write p50", "p99", "copy p50", "p99", "write/copy", "CPU/copy", "left out");
  private final Table readers =
      new Table("reader", "frames", "equal", "not seen", "hand-over p50", "p99");

  private SharedMemory(String stream, SharedMemorySource source, Optional<Path> program) {
    this.stream = stream;
    this.source = source;
    this.program = program;
    for (int i = 0; i < SLOTS; i++) {
      copies.add(
          Arena.global().allocate((long) Frames.WIDTH * Frames.HEIGHT * 4, 64).fill((byte) 1));
    }
  }

  /** Measures and prints. */
  static void run(int seconds, PrintStream out)
      throws IOException, InterruptedException, OrielException {
    final String stream = "bench-" + ProcessHandle.current().pid();
    final SharedMemorySource source = new SharedMemorySource(stream);
    try (OpenTransport open = new ShmTransport(new Config()).open(source)) {
      while (!source.subscribed()) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
      final Optional<Path> program = SharedMemoryProcess.compile();
      final SharedMemory bench = new SharedMemory(stream, source, program);
      System.err.printf("shm: warming up, %d s%n", WARM_SECONDS);
      bench.publish(WARM_SECONDS);
      bench.measure(seconds);
      out.println(
          "1920x1080 at 60 in shared memory: what the writer takes, and a plain copy of the same"
              + "\nbytes once a frame in the same run; left out are frames that a newer one overtook.");
      out.println(bench.writer);
      out.println(
          "From the publication until a reader has the picture in its hands; every picture that it"
              + "\nsees is compared to the bit.");
      out.println(bench.readers);
    }
  }

  private void measure(int seconds) throws IOException, InterruptedException {
    measure("none", seconds, Map.of());
    try (SharedMemoryProcess java = SharedMemoryProcess.inJava(stream)) {
      measure("Java", seconds, Map.of("Java", java));
    }
    if (program.isEmpty()) {
      System.err.println("shm: no C compiler (cc), so no readers in C");
      return;
    }
    try (SharedMemoryProcess first = SharedMemoryProcess.inC(program.get(), stream)) {
      measure("C", seconds, Map.of("C", first));
      try (SharedMemoryProcess killed = SharedMemoryProcess.inC(program.get(), stream);
          SharedMemoryProcess stopped = SharedMemoryProcess.inC(program.get(), stream)) {
        measure("three", seconds, Map.of());
        killed.signal("KILL");
        stopped.signal("STOP");
        measure("one of three left", seconds, Map.of("C, beside two that fail", first));
      }
    }
  }

  /** Publishes for a time and adds what came of it to the tables. */
  private void measure(String name, int seconds, Map<String, SharedMemoryProcess> watched)
      throws InterruptedException {
    System.err.printf("shm: readers: %s, %d s%n", name, seconds);
    while (!watched.values().stream().allMatch(SharedMemoryProcess::reads)) {
      publish(1);
    }
    publish(2);
    final long began = System.nanoTime();
    final Round round = publish(seconds);
    final long ended = System.nanoTime();
    // The last ones are still on their way.
    publish(1);
    final long[] writes =
        round.frames.stream()
            .flatMap(frame -> frame.writeNanos().stream())
            .mapToLong(Long::longValue)
            .sorted()
            .toArray();
    Arrays.sort(round.copyNanos);
    writer.row(
        name,
        millis(quantile(writes, 0.5)),
        millis(quantile(writes, 0.99)),
        millis(quantile(round.copyNanos, 0.5)),
        millis(quantile(round.copyNanos, 0.99)),
        "%.2f".formatted(quantile(writes, 0.5) / (double) quantile(round.copyNanos, 0.5)),
        "%.2f".formatted(round.writerCpuNanos / (double) round.copyCpuNanos),
        Integer.toString(round.frames.size() - writes.length));
    final Map<Long, Long> sums = new HashMap<>();
    round.frames.forEach(frame -> sums.put(frame.captureTimeNanos(), frame.sum));
    watched.forEach((who, reader) -> readers(who, sums, reader.between(began, ended)));
  }

  private void readers(String who, Map<Long, Long> sums, List<SharedMemoryProcess.Seen> seen) {
    final long equal =
        seen.stream()
            .filter(f -> f.sum() == sums.getOrDefault(f.publishedNanos(), ~f.sum()))
            .count();
    final long[] nanos =
        seen.stream().mapToLong(f -> f.seenNanos() - f.publishedNanos()).sorted().toArray();
    readers.row(
        who,
        Integer.toString(seen.size()),
        Long.toString(equal),
        Long.toString(sums.size() - seen.size()),
        millis(quantile(nanos, 0.5)),
        millis(quantile(nanos, 0.99)));
  }

  /** What happened while frames were published. */
  private static final class Round {
    private final List<SharedMemorySource.Published> frames = new ArrayList<>();
    private long[] copyNanos = {};
    private long writerCpuNanos;
    private long copyCpuNanos;
  }

  private Round publish(int seconds) {
    final Round round = new Round();
    final int count = seconds * 60;
    round.copyNanos = new long[count];
    final long writerId = writerThread();
    final long writerBefore = THREADS.getThreadCpuTime(writerId);
    long next = System.nanoTime();
    for (int i = 0; i < count; i++) {
      final SharedMemorySource.Published frame = source.publish();
      round.frames.add(frame);
      park(next + FRAME_NANOS / 2);
      round.copyNanos[i] = copy(frame.picture(), i, round);
      next += FRAME_NANOS;
      park(next);
    }
    round.writerCpuNanos = THREADS.getThreadCpuTime(writerId) - writerBefore;
    return round;
  }

  private long copy(HostImage picture, int number, Round round) {
    final MemorySegment to = copies.get(number % SLOTS);
    final long cpu = THREADS.getCurrentThreadCpuTime();
    final long began = System.nanoTime();
    MemorySegment.copy(picture.segment(), 0, to, 0, to.byteSize());
    final long took = System.nanoTime() - began;
    round.copyCpuNanos += THREADS.getCurrentThreadCpuTime() - cpu;
    return took;
  }

  private static void park(long until) {
    for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private static long writerThread() {
    return LongStream.of(THREADS.getAllThreadIds())
        .filter(id -> {
          final var info = THREADS.getThreadInfo(id);
          return info != null && info.getThreadName().startsWith("oriel-send-shm-");
        })
        .findFirst()
        .orElseThrow();
  }

  private static long quantile(long[] sorted, double quantile) {
    return sorted.length == 0
        ? 0
        : sorted[(int) Math.min(sorted.length - 1, sorted.length * quantile)];
  }

  private static String millis(long nanos) {
    return "%.2f ms".formatted(nanos / 1e6);
  }

  /** The defaults. */
  private static final class Config implements ShmConfig {
    @Override
    public String prefix() {
      return "";
    }

    @Override
    public int slots() {
      return SLOTS;
    }

    @Override
    public int protocolVersion() {
      return 2;
    }

    @Override
    public int maxConnections() {
      return 64;
    }

    @Override
    public Class<? extends Annotation> annotationType() {
      return ShmConfig.class;
    }
  }
}
