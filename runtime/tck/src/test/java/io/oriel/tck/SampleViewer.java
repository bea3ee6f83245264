package io.oriel.tck;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** The other side of the sample transport. */
final class SampleViewer extends ReadingViewer {
  private final Socket socket;
  private final DataInputStream in;

  SampleViewer(int port, String stream) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    in = new DataInputStream(socket.getInputStream());
    new DataOutputStream(socket.getOutputStream()).writeUTF(stream);
    if (in.read() != 1) {
      socket.close();
      throw new IOException("turned away");
    }
    Thread.ofPlatform().daemon().name("sample-reader").start(this::read);
  }

  @Override
  protected boolean next() throws IOException {
    in.readFully(new byte[in.readInt()]);
    return true;
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
