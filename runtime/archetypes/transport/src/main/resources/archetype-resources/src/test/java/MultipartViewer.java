package ${package};

import static org.awaitility.Awaitility.await;

import io.oriel.tck.RemoteViewer;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A client of multipart JPEG: reads parts by their length, as they come. */
final class MultipartViewer implements RemoteViewer {
  private static final String LENGTH = "Content-Length: ";

  private final Socket socket;
  private volatile int pictures;
  private volatile byte[] last = {};
  private volatile boolean ended;
  private volatile boolean stalled;

  MultipartViewer(int port, String stream) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    // HTTP/1.0: the answer comes without chunks, until the connection is closed.
    String request = "GET /" + stream + " HTTP/1.0\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    DataInputStream in = new DataInputStream(socket.getInputStream());
    String answer = line(in);
    if (!answer.contains(" 200 ")) {
      socket.close();
      throw new IOException(answer);
    }
    Thread.ofPlatform().daemon().start(() -> read(in));
  }

  private void read(DataInputStream in) {
    try {
      while (!stalled) {
        byte[] jpeg = new byte[length(in)];
        in.readFully(jpeg);
        last = jpeg;
        pictures++;
      }
    } catch (IOException e) {
      ended = true;
    }
  }

  /** Reads the head of a part; that of the answer is passed over before the first. */
  private static int length(DataInputStream in) throws IOException {
    int length = -1;
    for (String line = line(in); !line.isEmpty() || length < 0; line = line(in)) {
      if (line.startsWith(LENGTH)) {
        length = Integer.parseInt(line.substring(LENGTH.length()));
      }
    }
    return length;
  }

  private static String line(DataInputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (char next = (char) in.readByte(); next != '\n'; next = (char) in.readByte()) {
      line.append(next);
    }
    return line.toString().strip();
  }

  byte[] last() {
    return last;
  }

  /** Does something again and again until a picture has come. */
  void awaitPicture(Runnable publish) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> {
          publish.run();
          return pictures > 0;
        });
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
      throw new UncheckedIOException(e);
    }
  }
}
