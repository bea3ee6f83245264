package io.oriel.runtime.grab;

import java.io.FilterInputStream;
import java.io.IOException;
import java.net.Socket;

/** What comes from a socket, until the deadline: a peer that sends drop by drop gains no time. */
public final class DeadlineStream extends FilterInputStream {
  private final Socket socket;
  private final Deadline deadline;

  public DeadlineStream(Socket socket, Deadline deadline) throws IOException {
    super(socket.getInputStream());
    this.socket = socket;
    this.deadline = deadline;
  }

  @Override
  public int read() throws IOException {
    wait(deadline);
    return super.read();
  }

  @Override
  public int read(byte[] into, int at, int length) throws IOException {
    wait(deadline);
    return super.read(into, at, length);
  }

  private void wait(Deadline until) throws IOException {
    if (until.passed()) {
      throw new java.net.SocketTimeoutException("the time is up");
    }
    socket.setSoTimeout(until.millisLeft());
  }
}
