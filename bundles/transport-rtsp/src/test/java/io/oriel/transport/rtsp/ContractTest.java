package io.oriel.transport.rtsp;

import io.oriel.api.error.OrielException;
import io.oriel.api.transport.Transport;
import io.oriel.tck.ReadingViewer;
import io.oriel.tck.RemoteViewer;
import io.oriel.tck.TransportContract;
import java.io.IOException;
import java.io.UncheckedIOException;
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

  private static final class Viewer extends ReadingViewer {
    private final TestPlayer player;
    private boolean playing;

    Viewer(TestPlayer player) {
      this.player = player;
      Thread.ofPlatform().daemon().name("player").start(this::read);
    }

    /** What is played begins with the answer, which comes with the first keyframe. */
    @Override
    protected boolean next() throws IOException {
      if (!playing) {
        player.answer();
        playing = true;
      }
      return player.frame(0).marker();
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
