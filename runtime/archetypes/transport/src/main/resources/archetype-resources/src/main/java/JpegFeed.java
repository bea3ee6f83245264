package ${package};

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.ErrorLog;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.image.ViewportFrame;
import io.oriel.api.stream.FrameSink;
import io.oriel.api.stream.FrameSubscription;
import io.oriel.api.stream.Stream;
import io.oriel.api.time.Clock;
import java.util.concurrent.TimeUnit;

/**
 * The pictures of one stream as JPEG, made on a thread of its own: each time the newest. It keeps
 * two frames of the stream at most, the one that is encoded and the next one.
 */
final class JpegFeed implements FrameSink, AutoCloseable {
  /**
   * A picture.
   *
   * @param jpeg a whole file (ISO/IEC 10918-1)
   * @param epoch of its frame
   */
  record Picture(byte[] jpeg, long epoch) {
    /** Before there was any. */
    static final Picture NONE = new Picture(new byte[0], -1);
  }

  private static final long REPEAT_MILLIS = 250;

  private final String place;
  private final Clock clock;
  private final long periodNanos;
  private final JpegWriter writer;
  private final ErrorLog errors;
  private final Thread thread;
  private FrameSubscription subscription = () -> {};
  private int viewers;

  /** The newest frame that is not encoded yet, or null; guarded by this, as what follows. */
  private ViewportFrame next;

  private Picture newest = Picture.NONE;

  /** Whether a frame is of use that shows what the one before did: that one was not encoded. */
  private boolean missing = true;

  private boolean closed;

  private JpegFeed(String stream, Clock clock, int maxFps, int quality) {
    this.place = "Stream " + stream;
    this.clock = clock;
    this.periodNanos = TimeUnit.SECONDS.toNanos(1) / maxFps;
    this.writer = new JpegWriter(quality / 100f);
    this.errors = new ErrorLog(System.getLogger(JpegFeed.class.getName()), clock::nanos);
    this.thread = Thread.ofPlatform().daemon().name("${transport}-" + stream).unstarted(this::encode);
  }

  /** Of a stream, at work. */
  static JpegFeed of(Stream stream, Clock clock, int maxFps, int quality) {
    JpegFeed feed = new JpegFeed(stream.info().name(), clock, maxFps, quality);
    feed.subscription = stream.subscribe(feed);
    feed.thread.start();
    return feed;
  }

  /** Another viewer; the server's lock guards these two. */
  void joined() {
    viewers++;
  }

  /** How many viewers are left when one goes. */
  int left() {
    return --viewers;
  }

  /** On the render thread: takes the frame and returns. */
  @Override
  public synchronized void onFrame(ViewportFrame frame) {
    boolean repeated = frame.unchanged() && !frame.discontinuity() && !missing;
    if (!closed && !repeated) {
      frame.retain();
      replace(frame);
      missing = false;
      notifyAll();
    }
  }

  /** The frame that nobody encoded in time goes back to the stream. */
  private void replace(ViewportFrame frame) {
    if (next != null) {
      next.release();
    }
    next = frame;
  }

  private synchronized ViewportFrame take() throws InterruptedException {
    while (next == null) {
      wait();
    }
    ViewportFrame taken = next;
    next = null;
    return taken;
  }

  private void encode() {
    try {
      while (true) {
        ViewportFrame frame = take();
        long began = clock.nanos();
        try {
          publish(new Picture(writer.write(frame.image()), frame.epoch()));
        } catch (OrielException e) {
          lost();
          errors.report(place, e.problem());
        } catch (RuntimeException e) {
          lost();
          errors.report(place, new Problem(ErrorCode.INTERNAL, "a picture is lost"), e);
        } finally {
          frame.release();
        }
        clock.parkUntil(began + periodNanos);
      }
    } catch (InterruptedException closing) {
      writer.close();
    }
  }

  private synchronized void publish(Picture picture) {
    newest = picture;
    notifyAll();
  }

  private synchronized void lost() {
    missing = true;
  }

  /**
   * Waits for a picture other than this one, but not for long: it is sent again while nothing
   * changes. A browser shows a part when the next one begins, and only who is written to is
   * noticed to have gone.
   */
  synchronized Picture after(Picture seen) throws InterruptedException {
    long again = clock.nanos() + TimeUnit.MILLISECONDS.toNanos(REPEAT_MILLIS);
    while (newest == Picture.NONE || newest == seen && clock.nanos() < again) {
      wait(REPEAT_MILLIS);
    }
    return newest;
  }

  /** Leaves the stream. */
  @Override
  public void close() {
    subscription.close();
    synchronized (this) {
      closed = true;
      replace(null);
    }
    thread.interrupt();
  }
}
