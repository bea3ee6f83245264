package io.oriel.tck;

import java.io.Closeable;
import java.io.IOException;

/**
 * Where the transports of a kind listen, by number: what a contract does there besides the
 * transport. Whatever has no ports has something else that only one can have, named by a number.
 */
public interface Ports {
  /**
   * Takes a port as somebody else would.
   *
   * @param number 0 for any that is free
   * @throws IOException if it is not free
   */
  Taken take(int number) throws IOException;

  /**
   * Connects to a port, sends these bytes, and goes.
   *
   * @throws IOException if they are not taken
   */
  void send(int number, byte[] bytes) throws IOException;

  /** A port that is taken until it is closed. */
  interface Taken extends Closeable {
    int number();
  }
}
