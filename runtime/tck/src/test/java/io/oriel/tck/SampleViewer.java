package io.oriel.tck;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** The other side of the sample transport. */
final class SampleViewer implements RemoteViewer {
  private final Socket socket;
  private volatile int pictures;
  private volatile boolean ended;
  private volatile boolean stalled;

  SampleViewer(int port, String stream) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    DataInputStream in = new DataInputStream(socket.getInputStream());
    new DataOutputStream(socket.getOutputStream()).writeUTF(stream);
    if (in.read() != 1) {
      socket.close();
      throw new IOException("turned away");
    }
    Thread.ofPlatform().daemon().name("sample-reader").start(() -> read(in));
  }

  private void read(DataInputStream in) {
    try {
      while (!stalled) {
        in.readFully(new byte[in.readInt()]);
        pictures++;
      }
    } catch (IOException e) {
      ended = true;
    }
  }

  @Override
  public int pictures() {
    return pictures;
  }

  @Override
  public boolean ended() {
    return ended;
  }

  @Override
  public void stall() {
    stalled = true;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
