package io.oriel.transport.webrtc.media;

/** Something that a send thread does again and again. */
public interface SendTask {
  /** Does what there is to do now, without blocking. Send thread. */
  void run(SendScratch scratch, long nowNanos);

  /** The last {@link #run} has thrown: the task is not run again. Send thread. */
  void failed(RuntimeException cause);
}
