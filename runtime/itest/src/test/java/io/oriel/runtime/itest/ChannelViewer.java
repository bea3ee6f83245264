package io.oriel.runtime.itest;

import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A viewer that only talks: a tab of a browser with a data channel, and nothing of our page. */
final class ChannelViewer implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();

  private static final String OFFER =
      """
      (async () => {
        window.received = [];
        window.connection = new RTCPeerConnection();
        window.channel = window.connection.createDataChannel('oriel.messages');
        window.channel.onmessage = ({ data }) => window.received.push(data);
        window.connection.addTransceiver('video', { direction: 'recvonly' });
        await window.connection.setLocalDescription();
        return window.connection.localDescription.sdp;
      })()\
      """;

  private final Page page;
  private final List<String> received = new ArrayList<>();

  private ChannelViewer(Page page) {
    this.page = page;
  }

  /** Comes in, and returns when its channel is open. */
  static ChannelViewer enter(Chromium browser, String whep) throws Exception {
    Page page = browser.open("about:blank");
    String offer = page.evaluate(OFFER).asString();
    var answer = Web.post(whep, "application/sdp", offer);
    if (answer.statusCode() != 201) {
      throw new IllegalStateException(answer.body());
    }
    page.evaluate(
        "window.connection.setRemoteDescription({type: 'answer', sdp: %s})"
            .formatted(JSON.writeValueAsString(answer.body())));
    await("an open channel")
        .until(() -> page.evaluate("window.channel.readyState").asString().equals("open"));
    return new ChannelViewer(page);
  }

  void send(String text) {
    page.evaluate("window.channel.send(%s)".formatted(JSON.writeValueAsString(text)));
  }

  /** What a script in the viewer's tab says; {@code window.channel} is its channel. */
  JsonNode evaluate(String script) {
    return page.evaluate(script);
  }

  /** Waits for the last of what a newcomer is told. */
  void awaitGreeting() {
    await("a greeting")
        .until(() -> received().stream().anyMatch(text -> text.contains("stageSelectionChanged")));
  }

  /** Every text that has come so far, in order. */
  List<String> received() {
    JsonNode more = page.evaluate("window.received.slice(%d)".formatted(received.size()));
    more.forEach(text -> received.add(text.asString()));
    return List.copyOf(received);
  }

  @Override
  public void close() {
    page.evaluate("window.connection.close()");
    page.close();
  }
}
