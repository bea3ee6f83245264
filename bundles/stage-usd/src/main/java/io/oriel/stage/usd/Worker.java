package io.oriel.stage.usd;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.metrics.CounterSet;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One worker process and the thread that looks after it: started, warm, given one stage to read,
 * asked about it, gone. The thread lives exactly as long as the process, because Linux ends the
 * process with the thread that started it ({@code PR_SET_PDEATHSIG}).
 */
final class Worker {
  /** Why a process was ended by us. */
  enum Doom {
    CANCELLED,
    TIMED_OUT,
    DISCARDED,
    RETIRED
  }

  private static final System.Logger LOG = System.getLogger(Worker.class.getName());
  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static final int START_SECONDS = 60;
  private static final int FAREWELL_SECONDS = 2;
  private static final int DYING_MILLIS = 1000;
  private static final int MAX_HELLO_BYTES = 8192;

  private final int number = NUMBERS.incrementAndGet();
  private final Callable<WorkerProcess> command;
  private final CounterSet<UsdCounter> counters;
  private final CompletableFuture<String> hello = new CompletableFuture<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final AtomicReference<Doom> doom = new AtomicReference<>();
  private volatile String python = "python";
  private volatile Optional<Pending<?>> pending = Optional.empty();
  private volatile Optional<OrielException> end = Optional.empty();
  private volatile Process process;

  private Worker(Callable<WorkerProcess> command, CounterSet<UsdCounter> counters) {
    this.command = command;
    this.counters = counters;
  }

  /** Starts a process on a thread of its own and returns at once. */
  static Worker start(Callable<WorkerProcess> command, CounterSet<UsdCounter> counters) {
    Worker worker = new Worker(command, counters);
    Thread.ofPlatform().daemon().name("oriel-usd-worker-" + worker.number).start(worker::live);
    return worker;
  }

  /** Completes when the process is gone and its pipes are closed; never fails. */
  CompletableFuture<Void> ended() {
    return ended;
  }

  /** True once the process has said that it can read stages. */
  boolean warm() {
    return hello.isDone() && !hello.isCompletedExceptionally();
  }

  /**
   * Waits until the process can read stages; what it says of itself: its USD and its Python.
   *
   * @throws OrielException saying why it cannot
   */
  String greeting() throws OrielException, InterruptedException {
    try {
      return hello.get(START_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      throw (OrielException) failed.getCause();
    } catch (TimeoutException late) {
      throw WorkerFailure.doomed(Doom.TIMED_OUT, false, python, Optional.empty());
    }
  }

  /** The process, once there is one. */
  long pid() {
    Process started = process;
    return started == null ? -1 : started.pid();
  }

  /** Ends the process now, for this reason if it is the first one. Does not block. */
  void kill(Doom reason) {
    doom.compareAndSet(null, reason);
    Process started = process;
    if (started != null) {
      started.destroyForcibly();
    }
  }

  /** Lets the process end: nobody will ask it again. One that does not end is killed. */
  void retire() {
    doom.compareAndSet(null, Doom.RETIRED);
    Process started = process;
    if (started != null) {
      closeInput(started);
      CompletableFuture.delayedExecutor(FAREWELL_SECONDS, TimeUnit.SECONDS)
          .execute(started::destroyForcibly);
    }
  }

  /** False once it is gone, or going. */
  boolean usable() {
    return doom.get() == null && end.isEmpty();
  }

  /**
   * Asks the process and blocks until the answer is complete. One thread at a time.
   *
   * @throws OrielException naming the stage and why there is no answer; after a refusal of the
   *     process itself it can be asked again, otherwise it is gone
   */
  <T> T perform(Exchange<T> exchange) throws OrielException {
    long deadline = System.nanoTime() + exchange.limit().toNanos();
    Pending<T> mine = Pending.of(exchange);
    pending = Optional.of(mine);
    // Whoever ends after this line sees the question, who ended before is seen here.
    end.ifPresent(mine::fail);
    try {
      await(hello, Math.min(exchange.limit().toNanos(), TimeUnit.SECONDS.toNanos(START_SECONDS)));
      write(exchange.request());
      return await(mine.answer(), deadline - System.nanoTime());
    } finally {
      pending = Optional.empty();
    }
  }

  private void write(byte[] request) {
    try {
      OutputStream in = process.getOutputStream();
      in.write(request);
      in.flush();
    } catch (IOException broken) {
      // The process is gone; the thread that looks after it knows why.
    }
  }

  private <T> T await(Future<T> future, long nanos) throws OrielException {
    try {
      return future.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    } catch (ExecutionException failed) {
      // A new exception: the loader's own stack tells who asked.
      OrielException cause = (OrielException) failed.getCause();
      throw new OrielException(cause.code(), cause.getMessage(), cause);
    } catch (TimeoutException late) {
      kill(Doom.TIMED_OUT);
    } catch (InterruptedException interrupted) {
      kill(Doom.CANCELLED);
      Thread.currentThread().interrupt();
    }
    throw WorkerFailure.doomed(doom.get(), warm(), python, asked());
  }

  /** The life of the process, on the thread that started it. */
  private void live() {
    try {
      WorkerProcess start = command.call();
      python = start.python();
      Process started = start.builder().start();
      counters.increment(UsdCounter.WORKERS_STARTED);
      process = started;
      if (doom.get() != null) {
        started.destroyForcibly();
      }
      attend(started);
    } catch (IOException failed) {
      fail(WorkerFailure.notStarted(python, failed));
    } catch (Exception defect) {
      fail(new OrielException(ErrorCode.INTERNAL, defect.toString(), defect));
    } finally {
      ended.complete(null);
    }
  }

  private void attend(Process started) {
    ErrorOutput errors = new ErrorOutput(started.getErrorStream());
    Thread drain = Thread.ofPlatform().daemon().name("oriel-usd-stderr-" + number).start(errors);
    Optional<OrielException> refusal = converse(new FrameReader(started.getInputStream()));
    int exit = bury(started);
    join(drain, started);
    counters.increment(UsdCounter.WORKERS_ENDED);
    Doom reason = doom.get();
    if (reason == Doom.RETIRED) {
      fail(WorkerFailure.doomed(reason, warm(), python, asked()));
    } else if (reason != null) {
      counters.increment(UsdCounter.WORKERS_KILLED);
      fail(WorkerFailure.doomed(reason, warm(), python, asked()));
    } else if (refusal.isPresent()) {
      fail(refusal.get());
    } else {
      OrielException death = WorkerFailure.died(warm(), python, asked(), exit, errors);
      // Nobody who has seen it counted asks this one.
      end = Optional.of(death);
      counters.increment(UsdCounter.WORKERS_DIED);
      if (warm() && unanswered().isEmpty()) {
        LOG.log(System.Logger.Level.WARNING, "Nobody waited for it: {0}", death.getMessage());
      }
      fail(death);
    }
  }

  /** Listens until nothing more comes, or what comes cannot be used. */
  private Optional<OrielException> converse(FrameReader frames) {
    try {
      if (greeted(frames)) {
        listen(frames);
      }
      return Optional.empty();
    } catch (OrielException refused) {
      return Optional.of(refused);
    } catch (MalformedFrameException malformed) {
      counters.increment(UsdCounter.FRAMES_MALFORMED);
      process.destroyForcibly();
      return Optional.of(WorkerFailure.babbled(warm(), python, asked(), malformed));
    } catch (IOException ended) {
      LOG.log(System.Logger.Level.DEBUG, () -> "worker " + number + ": " + ended);
      return Optional.empty();
    } catch (OutOfMemoryError full) {
      process.destroyForcibly();
      return Optional.of(WorkerFailure.tooLargeForServer(asked()));
    } catch (RuntimeException defect) {
      process.destroyForcibly();
      return Optional.of(new OrielException(ErrorCode.INTERNAL, defect.toString(), defect));
    }
  }

  private boolean greeted(FrameReader frames) throws IOException, OrielException {
    Optional<Frame> first = frames.next(() -> MAX_HELLO_BYTES);
    if (first.isEmpty()) {
      return false;
    }
    Payload payload = first.get().payload();
    if (first.get().kind() == Wire.ERROR) {
      throw WorkerFailure.refused(payload.u8(), payload.string(), python, Optional.empty());
    }
    if (first.get().kind() != Wire.HELLO || payload.i32() != Wire.MAGIC) {
      throw new MalformedFrameException("no greeting");
    }
    int version = payload.u16();
    if (version != Wire.VERSION) {
      throw new MalformedFrameException(
          "protocol version " + version + " instead of " + Wire.VERSION);
    }
    String greeting = payload.string() + ", " + payload.string();
    LOG.log(System.Logger.Level.DEBUG, () -> "worker " + number + " is ready: " + greeting);
    hello.complete(greeting);
    return true;
  }

  private void listen(FrameReader frames) throws IOException {
    for (Optional<Frame> next = frames.next(this::maxFrameBytes);
        next.isPresent();
        next = frames.next(this::maxFrameBytes)) {
      unanswered()
          .orElseThrow(() -> new MalformedFrameException("an answer without a question"))
          .accept(next.get(), python);
    }
  }

  private Optional<Pending<?>> unanswered() {
    return pending.filter(asked -> !asked.answer().isDone());
  }

  private Optional<Exchange<?>> asked() {
    return pending.map(Pending::exchange);
  }

  private int maxFrameBytes() {
    return unanswered().map(asked -> asked.exchange().maxFrameBytes()).orElse(0);
  }

  private void fail(OrielException failure) {
    end = Optional.of(failure);
    hello.completeExceptionally(failure);
    pending.ifPresent(asked -> asked.fail(failure));
  }

  /** The exit status of a process that has nothing more to say, or has said too much. */
  private static int bury(Process process) {
    closeInput(process);
    try {
      // A dead one keeps the exit status that it died with.
      if (!process.waitFor(DYING_MILLIS, TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
      return process.waitFor();
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      return -1;
    }
  }

  private static void closeInput(Process process) {
    try {
      process.getOutputStream().close();
    } catch (IOException broken) {
      // It is gone already.
    }
  }

  private static void join(Thread drain, Process process) {
    try {
      drain.join(Duration.ofMillis(DYING_MILLIS));
      process.getInputStream().close();
      if (drain.isAlive()) {
        process.getErrorStream().close();
      }
    } catch (IOException broken) {
      // Closed is closed.
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
