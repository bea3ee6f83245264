package io.oriel.video;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.ErrorLog;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.image.Image;
import io.oriel.api.image.ViewportFrame;
import io.oriel.api.video.EncodedSink;
import io.oriel.api.video.Encoder;
import io.oriel.api.video.EncodingInfo;
import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/**
 * One encode thread: opens an encoder, waits for its turn, encodes until it is told to make room,
 * and closes the encoder. An encoder never sees another thread. A newcomer opens in a run of its
 * own while the present one still works.
 */
final class EncodeRun implements Runnable, EncodedSink {
  private static final System.Logger LOG = System.getLogger(EncodeRun.class.getName());
  private static final int FAILURES_IN_A_ROW = 3;

  private final ErrorLog errors = new ErrorLog(LOG, System::nanoTime);
  private final Encoding encoding;
  private final List<Candidate> tries;
  private final CompletableFuture<EncodingInfo> ready = new CompletableFuture<>();
  private final PictureOptions options = new PictureOptions();
  private final OutputCheck check = new OutputCheck();
  private final StillPace pace;
  private final Thread thread;

  /** What it opens or uses; written under the lock of the encoding. */
  private volatile Candidate candidate;

  /** It works no longer, though its encoder may still be open; under the encoding's lock. */
  private boolean idle = true;

  /** The candidate has written something. */
  private volatile boolean delivered;

  private volatile boolean stopping;
  private volatile boolean abandoned;

  private Encoder encoder;
  private EncoderInput input;
  private ViewportFrame frame;
  private int failures;
  private int slow;

  EncodeRun(Encoding encoding, List<Candidate> tries) {
    this.encoding = encoding;
    this.tries = tries;
    this.pace = new StillPace(encoding.framesPerSecond());
    this.thread =
        Thread.ofPlatform().daemon().name("oriel-encode-" + encoding.name()).unstarted(this);
  }

  Thread thread() {
    return thread;
  }

  /** Completes when it encodes, exceptionally if nothing opens. */
  CompletableFuture<EncodingInfo> ready() {
    return ready;
  }

  Candidate candidate() {
    return candidate;
  }

  void candidate(Candidate newCandidate) {
    candidate = newCandidate;
    delivered = false;
  }

  /** True for the first unit of a candidate. */
  boolean delivers() {
    boolean first = !delivered && !abandoned;
    delivered = true;
    return first;
  }

  boolean idle() {
    return idle;
  }

  void idle(boolean newIdle) {
    idle = newIdle;
  }

  boolean stopping() {
    return stopping;
  }

  /** Ends it after the picture in hand. */
  void stop() {
    stopping = true;
    LockSupport.unpark(thread);
  }

  /** Gives it up: nothing that it still writes counts, and its encoder is never closed. */
  void abandon() {
    abandoned = true;
    stop();
  }

  boolean abandoned() {
    return abandoned;
  }

  @Override
  public void run() {
    try {
      if (open(tries)) {
        if (encoding.takeOver(this)) {
          work();
        }
      } else {
        encoding.nothingOpened(this);
      }
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "An encode thread of " + encoding.name() + " ended by a defect", e);
      encoding.failed(this, new Problem(ErrorCode.INTERNAL, String.valueOf(e)));
    } finally {
      encoding.leaves(this);
      closeEncoder();
      encoding.finished(this);
    }
  }

  private void work() {
    while (!stopping) {
      frame = encoding.next(this);
      if (frame != null) {
        try {
          boolean done = encode();
          while (!done && !stopping) {
            done = encode();
          }
        } finally {
          frame.release();
          frame = null;
        }
      }
    }
  }

  /** False if the encoder failed and nothing has become of the picture: the next one has to. */
  private boolean encode() {
    boolean same = input.same(frame);
    boolean spare = pace.spares(same, frame.captureTimeNanos());
    boolean keyframe = encoding.begin(frame);
    if (spare && !keyframe) {
      input.skip(frame);
      encoding.counters().increment(VideoCounter.FRAMES_SPARED);
      return true;
    }
    long began = System.nanoTime();
    try {
      Image picture = input.picture(frame);
      options.set(keyframe, encoding.bitsPerSecond(), frame.captureTimeNanos());
      check.begin(keyframe);
      encoder.encode(picture, options, this);
      check.end();
      encoding.durations().since(VideoDuration.ENCODE, began);
      pace.encoded(frame.captureTimeNanos());
      failures = 0;
      noteTime(System.nanoTime() - began);
      return true;
    } catch (OrielException e) {
      recover(e.problem());
    } catch (RuntimeException | LinkageError e) {
      recover(new Problem(ErrorCode.ENCODER_FAILED, String.valueOf(e)));
    }
    return check.written();
  }

  /** Slow again and again: another one encodes, if there is one. */
  private void noteTime(long nanos) {
    slow = nanos > encoding.slowNanos() ? slow + 1 : 0;
    if (slow == FAILURES_IN_A_ROW) {
      slow = 0;
      encoding.slow(candidate);
    }
  }

  @Override
  public void accept(MemorySegment data, boolean keyframe) {
    if (check.accepts(data, keyframe)) {
      encoding.deliver(this, data, keyframe, frame);
    }
  }

  /** Opens the encoder anew; after the third failure in a row, the next one. */
  private void recover(Problem problem) {
    encoding.counters().increment(VideoCounter.ENCODES_FAILED);
    failures++;
    errors.report(encoding.name() + ", encoder " + candidate.name(), problem);
    closeEncoder();
    if (stopping) {
      return;
    }
    Candidate failing = candidate;
    if (failures < FAILURES_IN_A_ROW && open(List.of(failing))) {
      encoding.restarted();
      return;
    }
    if (stopping) {
      return;
    }
    // One that was taken away meanwhile is not to blame.
    if (encoding.present(failing)) {
      encoding.quarantine(failing, failures, problem);
    }
    failures = 0;
    if (open(encoding.usable())) {
      encoding.restarted();
    } else {
      encoding.failed(this, problem);
    }
  }

  private boolean open(List<Candidate> candidates) {
    for (Candidate next : candidates) {
      if (encoding.begins(this, next)) {
        try {
          encoder = next.provider().open(encoding.spec());
          input = new EncoderInput(encoder.input(), encoding.counters());
          check.opened();
          slow = 0;
        } catch (OrielException e) {
          refused(next, e.problem());
          continue;
        } catch (RuntimeException | LinkageError e) {
          refused(next, new Problem(ErrorCode.ENCODER_UNAVAILABLE, String.valueOf(e)));
          continue;
        }
        if (!stopping && encoding.present(next)) {
          encoding.counters().increment(VideoCounter.ENCODERS_OPENED);
          return true;
        }
        closeEncoder();
      }
    }
    return false;
  }

  private void refused(Candidate refused, Problem problem) {
    closeEncoder();
    encoding.refused(refused, problem);
  }

  private void closeEncoder() {
    if (encoder != null && !abandoned) {
      try {
        encoder.close();
      } catch (RuntimeException | LinkageError e) {
        LOG.log(Level.ERROR, "An encoder of " + encoding.name() + " failed to close", e);
      }
    }
    encoder = null;
    if (input != null && !abandoned) {
      input.close();
    }
    input = null;
  }
}
