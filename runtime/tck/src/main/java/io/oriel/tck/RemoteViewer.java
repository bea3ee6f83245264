package io.oriel.tck;

/** A viewer on the other side of a transport, as a test of that transport has one. */
public interface RemoteViewer extends AutoCloseable {
  /** How many pictures have come, or keyframes; any thread. */
  int pictures();

  /** True once the server has ended the connection or said goodbye; any thread. */
  boolean ended();

  /**
   * Reads nothing more and stays. Nothing to do where the network drops what is not read, as UDP
   * does.
   */
  void stall();

  /** Leaves as viewers do. */
  @Override
  void close();
}
