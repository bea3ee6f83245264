package ${package};

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.oriel.api.image.Image;
import io.oriel.api.image.ViewportFrame;
import io.oriel.api.transport.OpenTransport;
import io.oriel.api.transport.Transport;
import io.oriel.tck.FakeFrame;
import io.oriel.tck.FakeStream;
import io.oriel.tck.FakeTransportContext;
import io.oriel.tck.RemoteViewer;
import io.oriel.tck.TransportContract;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;
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

  @Test
  void aStreamMadeAnewIsSeenWhileOneStillLooksAtTheOldOne() throws Exception {
    FakeTransportContext server = new FakeTransportContext();
    FakeStream old = server.add(new FakeStream("main"));
    int port = freePort();
    try (OpenTransport open = transport(port).open(server);
        MultipartViewer before = new MultipartViewer(port, "main")) {
      before.awaitPicture(() -> old.publish(1));
      FakeStream anew = server.add(new FakeStream("main"));
      try (MultipartViewer after = new MultipartViewer(port, "main")) {
        await().until(() -> anew.watching() == 1);
        assertThat(after.pictures()).isZero();
        after.awaitPicture(() -> anew.publish(1));
      }
    }
  }

  @Test
  void aPictureThatStaysIsEncodedOnceAndSeenByWhoComesLater() throws Exception {
    FakeTransportContext server = new FakeTransportContext();
    FakeStream stream = server.add(new FakeStream("main"));
    AtomicInteger looks = new AtomicInteger();
    ViewportFrame still = still(looks);
    int port = freePort();
    try (OpenTransport open = transport(port).open(server);
        MultipartViewer first = new MultipartViewer(port, "main")) {
      first.awaitPicture(() -> stream.publish(still));
      await().until(() -> {
        stream.publish(still);
        return first.pictures() > 2;
      });
      try (MultipartViewer second = new MultipartViewer(port, "main")) {
        second.awaitPicture(() -> {});
        assertThat(second.last()).isEqualTo(first.last());
      }
      assertThat(looks).hasValue(1);
    }
  }

  /** A frame that shows what the one before did, and counts how often it is looked at. */
  private static ViewportFrame still(AtomicInteger looks) {
    FakeFrame frame = FakeFrame.noise(64, 64, 1, 1);
    return new FakeFrame(frame.image(), 1, 1) {
      @Override
      public Image image() {
        looks.incrementAndGet();
        return super.image();
      }

      @Override
      public boolean unchanged() {
        return true;
      }
    };
  }

  @Test
  void aStreamThatCannotBeWatchedLeavesNothingBehind() throws Exception {
    FakeTransportContext server = new FakeTransportContext();
    FakeStream stream = server.add(new FakeStream("unwatched"));
    stream.subscribingFails(1);
    int port = freePort();
    try (OpenTransport open = transport(port).open(server)) {
      assertThatThrownBy(() -> new MultipartViewer(port, "unwatched"))
          .isInstanceOf(IOException.class);
      assertThat(Thread.getAllStackTraces().keySet())
          .extracting(Thread::getName)
          .doesNotContain("${transport}-unwatched");
      assertThat(server.sessions().getFirst().request().remoteAddress()).isEqualTo("127.0.0.1");
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
