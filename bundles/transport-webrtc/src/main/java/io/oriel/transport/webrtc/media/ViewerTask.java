package io.oriel.transport.webrtc.media;

import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** One viewer's place on a send thread: sends its packets, and says goodbye when it is to go. */
public final class ViewerTask implements SendTask {
  private final VideoSender sender;
  private final SendLoop home;
  private final Consumer<RuntimeException> failure;
  private final CountDownLatch gone = new CountDownLatch(1);
  private volatile boolean leaving;

  /**
   * @param failure told, on the send thread, when the viewer cannot be served any more
   */
  public ViewerTask(VideoSender sender, SendLoop home, Consumer<RuntimeException> failure) {
    this.sender = sender;
    this.home = home;
    this.failure = failure;
  }

  /** Begins to send. */
  public void start() {
    home.add(this, false);
  }

  /** What the receive thread tells of the viewer's losses and reports. */
  public VideoSender sender() {
    return sender;
  }

  /** Ends the sending with an RTCP BYE. Any thread; returns at once. */
  public void leave() {
    leaving = true;
    home.wake();
  }

  /** Open until the goodbye has been sent. */
  public CountDownLatch gone() {
    return gone;
  }

  @Override
  public void run(SendScratch scratch, long nowNanos) {
    if (leaving) {
      home.remove(this);
      sender.bye(scratch);
      gone.countDown();
    } else {
      sender.run(scratch, nowNanos);
    }
  }

  @Override
  public void failed(RuntimeException cause) {
    gone.countDown();
    failure.accept(cause);
  }
}
