package ${package};

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.api.transport.OpenTransport;
import io.oriel.api.transport.Transport;
import io.oriel.tck.FakeStream;
import io.oriel.tck.FakeTransportContext;
import io.oriel.tck.RemoteViewer;
import io.oriel.tck.TransportContract;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.net.ServerSocket;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** What every transport keeps to, and what the pictures of this one show. */
class ${name}TransportTest extends TransportContract {
  @Override
  protected Transport transport(int onPort) {
    return new ${name}Transport(settings(onPort));
  }

  @Override
  protected RemoteViewer connect(int toPort, String stream) throws IOException {
    return new MultipartViewer(toPort, stream);
  }

  @Test
  void whatIsPublishedIsSeen() throws Exception {
    FakeTransportContext server = new FakeTransportContext();
    FakeStream stream = server.add(new FakeStream("main"));
    int port = freePort();
    try (OpenTransport open = transport(port).open(server);
        MultipartViewer viewer = new MultipartViewer(port, "main")) {
      viewer.awaitPicture(() -> stream.publish(1));
      BufferedImage seen = ImageIO.read(new ByteArrayInputStream(viewer.last()));
      assertThat(seen.getWidth()).isEqualTo(stream.info().width());
      assertThat(seen.getHeight()).isEqualTo(stream.info().height());
      assertThat(open.reach().address()).contains(String.valueOf(port));
    }
  }

  @Test
  void whoIsRefusedIsToldWhy() throws Exception {
    FakeTransportContext server = new FakeTransportContext();
    server.add(new FakeStream("main")).ready(false);
    int port = freePort();
    try (OpenTransport open = transport(port).open(server)) {
      assertThat(open.reach().problems()).isEmpty();
      assertThatThrownBy(() -> new MultipartViewer(port, "other")).hasMessageContaining("404");
      assertThatThrownBy(() -> new MultipartViewer(port, "main")).hasMessageContaining("503");
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  /** The defaults, but for the port and a rate that keeps no test waiting. */
  private static ${name}Config settings(int onPort) {
    return new ${name}Config() {
      @Override
      public int port() {
        return onPort;
      }

      @Override
      public int maxFps() {
        return 120;
      }

      @Override
      public int quality() {
        return 80;
      }

      @Override
      public int maxViewers() {
        return 16;
      }

      @Override
      public Class<? extends Annotation> annotationType() {
        return ${name}Config.class;
      }
    };
  }
}
