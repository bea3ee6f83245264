package io.oriel.transport.rtsp;

import io.oriel.api.error.OrielException;
import io.oriel.api.transport.Transport;
import io.oriel.tck.RemoteViewer;
import io.oriel.tck.TransportContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.util.Map;

/** The transport keeps the contract. */
class ContractTest extends TransportContract {
  @Override
  protected Transport transport(int port) throws OrielException {
    return new RtspTransport(Configured.with(Map.of("port", port)));
  }

  @Override
  protected RemoteViewer connect(int port, String stream) throws IOException {
    TestPlayer player = TestPlayer.connect(port);
    try {
      player.play("/" + stream);
    } catch (IOException | RuntimeException refused) {
      player.close();
      throw refused;
    }
    return new Viewer(player);
  }

  private static final class Viewer implements RemoteViewer {
    private final TestPlayer player;
    private volatile int pictures;
    private volatile boolean stalled;
    private volatile boolean ended;

    Viewer(TestPlayer player) {
      this.player = player;
      Thread.ofPlatform().daemon().name("player").start(this::watch);
    }

    private void watch() {
      try {
        player.answer();
        while (!stalled) {
          if (player.frame(0).marker()) {
            pictures++;
          }
        }
      } catch (SocketTimeoutException silence) {
        // Nothing came for long, which is no end.
      } catch (IOException end) {
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
        player.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
