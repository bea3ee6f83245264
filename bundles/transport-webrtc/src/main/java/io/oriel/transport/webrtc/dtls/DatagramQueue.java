package io.oriel.transport.webrtc.dtls;

/** Where the datagrams of one viewer wait for the thread that serves it. */
public interface DatagramQueue {
  /**
   * The next datagram.
   *
   * @param millis how long to wait for it, at least 1
   * @return null if there is none; the array belongs to the caller
   * @throws java.io.IOException if the viewer has been closed
   */
  byte[] next(int millis) throws java.io.IOException;
}
