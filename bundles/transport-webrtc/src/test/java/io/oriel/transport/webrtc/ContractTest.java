package io.oriel.transport.webrtc;

import io.oriel.api.error.OrielException;
import io.oriel.api.transport.Transport;
import io.oriel.http.HttpRequest;
import io.oriel.http.HttpResponse;
import io.oriel.tck.LoopbackPorts;
import io.oriel.tck.Ports;
import io.oriel.tck.RemoteViewer;
import io.oriel.tck.TransportContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The transport keeps the contract. */
class ContractTest extends TransportContract {
  private WebRtcTransport transport;

  @Override
  protected Transport transport(int port) throws OrielException {
    transport = new WebRtcTransport(new TestConfig(port, 3, 2));
    return transport;
  }

  @Override
  protected Ports ports() {
    return LoopbackPorts.UDP;
  }

  @Override
  protected RemoteViewer connect(int port, String stream) throws IOException {
    TestWebRtcClient client = new TestWebRtcClient();
    HttpResponse answer =
        transport.handle(
            HttpRequest.of("POST", "/whep/" + stream)
                .remainder(stream)
                .header("Content-Type", "application/sdp")
                .body(client.offer())
                .build());
    if (answer.status() != 201) {
      client.close();
      throw new IOException("refused: " + answer.status());
    }
    client.answered(new String(answer.body(), StandardCharsets.UTF_8));
    client.connect();
    return new Viewer(client);
  }

  private record Viewer(TestWebRtcClient client) implements RemoteViewer {
    @Override
    public int pictures() {
      return client.receiver().slices(TestWebRtcClient.VIDEO).size();
    }

    @Override
    public boolean ended() {
      return client.dtlsEnded();
    }

    @Override
    public void stall() {}

    @Override
    public void close() {
      try {
        client.leave();
      } catch (IOException gone) {
        // As it should be in the end.
      }
      client.close();
    }
  }
}
