package io.oriel.transport.webrtc.peer;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.Problem;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.time.Clock;
import io.oriel.api.transport.ViewerLink;
import io.oriel.api.transport.ViewerSession;
import io.oriel.rtp.RtcpReader;
import io.oriel.rtp.SrtcpReceiver;
import io.oriel.transport.webrtc.WebRtcCounter;
import io.oriel.transport.webrtc.dtls.DtlsConnection;
import io.oriel.transport.webrtc.dtls.DtlsIdentity;
import io.oriel.transport.webrtc.ice.IceCredentials;
import io.oriel.transport.webrtc.ice.StunRequest;
import io.oriel.transport.webrtc.input.ViewerInput;
import io.oriel.transport.webrtc.media.EncodingFan;
import io.oriel.transport.webrtc.media.SendLoop;
import io.oriel.transport.webrtc.media.VideoSender;
import io.oriel.transport.webrtc.media.ViewerTask;
import io.oriel.transport.webrtc.sctp.Association;
import io.oriel.transport.webrtc.sctp.DataChannels;
import io.oriel.transport.webrtc.sdp.SdpOffer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One viewer: its path, its keys, its picture and its channels, from the offer to the end.
 *
 * <p>The receive thread brings STUN and RTCP and queues DTLS; a virtual thread of the viewer's own
 * does the handshake and then the data channels; a send thread sends the picture.
 */
public final class Peer implements ViewerLink {
  private static final System.Logger LOG = System.getLogger(Peer.class.getName());

  /** How long nothing may come from a viewer that is connected. */
  public static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(8);

  /** How long a viewer's consent to be sent to lasts (RFC 7675). */
  public static final long CONSENT_NANOS = TimeUnit.SECONDS.toNanos(30);

  private static final int MOST_WAIT_MILLIS = 250;
  private static final long GOODBYE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  /** Sends a datagram without blocking; false if the system did not take it. Any thread. */
  @FunctionalInterface
  public interface Socket {
    boolean send(ByteBuffer datagram, InetSocketAddress to);
  }

  /** What a viewer is made of. */
  public record Parts(
      String id,
      SdpOffer offer,
      IceCredentials credentials,
      VideoSender.Format format,
      EncodingFan fan,
      SendLoop sendLoop,
      DtlsIdentity identity,
      Socket socket,
      Clock clock,
      CounterSet<WebRtcCounter> counters) {}

  /** Keys and sender, once the handshake is complete. */
  private record Media(SrtcpReceiver receiver, ViewerTask task) {}

  private final Parts parts;
  private final ViewerSession session;
  private final Runnable gone;
  private final PeerQueue datagrams = new PeerQueue();
  private final TextQueue texts = new TextQueue();
  private final ViewerInput input;
  private final CountDownLatch served = new CountDownLatch(1);
  private final AtomicReference<Problem> ending = new AtomicReference<>();
  private volatile Optional<InetSocketAddress> address = Optional.empty();
  private volatile Optional<Media> media = Optional.empty();
  private volatile boolean channelOpen;
  private volatile long heardNanos;
  private volatile long consentNanos;
  private int keyframeCommand = -1;

  /**
   * @param gone run once, when the viewer has ended
   */
  public Peer(Parts parts, ViewerSession session, Runnable gone) {
    this.parts = parts;
    this.session = session;
    this.input = new ViewerInput(session::received, parts.counters());
    this.gone = gone;
    this.heardNanos = parts.clock().nanos();
    this.consentNanos = heardNanos;
  }

  /** Begins to wait for the viewer. */
  public void start() {
    Thread.ofVirtual().name("oriel-webrtc-" + session.id()).start(this::serve);
  }

  /** Names the viewer in the URL of its resource. */
  public String id() {
    return parts.id();
  }

  /** This side's ICE credentials. */
  public IceCredentials credentials() {
    return parts.credentials();
  }

  /** What the viewer was told about its picture. */
  public VideoSender.Format format() {
    return parts.format();
  }

  /** The encoding that it watches. */
  public EncodingFan fan() {
    return parts.fan();
  }

  /** Whether the handshake is complete. */
  public boolean connected() {
    return media.isPresent();
  }

  // --- the receive thread ---

  /** Whether a check that names this viewer is its own: made for this offer and signed. */
  boolean made(StunRequest request) {
    return request.remoteUfrag().equals(parts.offer().remoteUfrag())
        && request.isFrom(parts.credentials());
  }

  /** Takes a check that the viewer has signed. */
  public void checked(StunRequest request, InetSocketAddress from) {
    heardNanos = parts.clock().nanos();
    consentNanos = heardNanos;
    if (address.isEmpty() || request.nominates()) {
      address = Optional.of(from);
    }
  }

  /** Takes a DTLS record. */
  public void dtls(byte[] datagram) {
    if (!datagrams.offer(datagram)) {
      parts.counters().increment(WebRtcCounter.DATAGRAMS_DROPPED);
    }
  }

  /** Takes an SRTCP packet; the array may be changed. */
  public void rtcp(byte[] packet, int length) {
    final Optional<Media> now = media;
    if (now.isEmpty()) {
      return;
    }
    final int plain = now.get().receiver().unprotect(packet, length);
    if (plain < 0 || !RtcpReader.read(packet, plain, feedback(now.get().task().sender()))) {
      parts.counters().increment(WebRtcCounter.RTCP_REFUSED);
      return;
    }
    heardNanos = parts.clock().nanos();
    parts.sendLoop().wake();
  }

  private RtcpReader.Listener feedback(VideoSender sender) {
    return new RtcpReader.Listener() {
      @Override
      public void report(RtcpReader.ReceiverReport report) {
        sender.report(report, System.currentTimeMillis());
      }

      @Override
      public void lost(int ssrc, int sequence) {
        if (ssrc == parts.format().ssrc()) {
          sender.lost(sequence);
        }
      }

      @Override
      public void pictureLost(int ssrc) {
        parts.counters().increment(WebRtcCounter.KEYFRAMES_ASKED);
        parts.fan().requestKeyframe();
      }

      @Override
      public void keyframeAsked(int ssrc, int command) {
        if (command != keyframeCommand) {
          keyframeCommand = command;
          pictureLost(ssrc);
        }
      }

      @Override
      public void bye() {
        end(new Problem(ErrorCode.VIEWER_GONE, "it said goodbye"));
      }
    };
  }

  // --- any thread ---

  @Override
  public boolean send(String text) {
    final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    final boolean taken =
        channelOpen
            && ending.get() == null
            && bytes.length <= parts.offer().maxMessageBytes()
            && texts.offer(bytes);
    parts.counters().increment(taken ? WebRtcCounter.TEXTS_SENT : WebRtcCounter.TEXTS_DROPPED);
    if (taken) {
      datagrams.wake();
    }
    return taken;
  }

  @Override
  public void close(Problem reason) {
    end(reason);
  }

  /** Ends the viewer; the first reason counts. Returns at once. */
  public void end(Problem reason) {
    if (ending.compareAndSet(null, reason)) {
      datagrams.close();
    }
  }

  /** Waits until everything of it has ended. */
  public void awaitEnd(long nanos) throws InterruptedException {
    served.await(nanos, TimeUnit.NANOSECONDS);
  }

  // --- the viewer's own thread ---

  private void serve() {
    try (DtlsConnection dtls = handshake()) {
      final Media connected = connect(dtls);
      try {
        converse(dtls);
      } finally {
        leave(connected.task());
      }
    } catch (IOException e) {
      if (ending.compareAndSet(null, new Problem(ErrorCode.VIEWER_GONE, reason(e)))
          && media.isEmpty()) {
        parts.counters().increment(WebRtcCounter.HANDSHAKES_FAILED);
      }
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "Viewer " + session.id() + " is ended", e);
      ending.compareAndSet(null, new Problem(ErrorCode.INTERNAL, e.toString()));
    } finally {
      finish();
    }
  }

  private void finish() {
    // Null only when an Error passes through.
    ending.compareAndSet(null, new Problem(ErrorCode.INTERNAL, "its thread broke"));
    try {
      gone.run();
    } finally {
      session.leave(ending.get());
      served.countDown();
    }
  }

  private String reason(IOException e) {
    return media.isEmpty()
        ? "it did not connect: " + e.getMessage()
        : "its connection broke: " + e.getMessage();
  }

  private DtlsConnection handshake() throws IOException {
    return DtlsConnection.accept(
        parts.identity(), parts.offer().fingerprint(), datagrams, this::transmit);
  }

  private Media connect(DtlsConnection dtls) {
    final VideoSender sender =
        new VideoSender(
            parts.fan(),
            parts.format(),
            dtls.master().sender(),
            datagram -> address.isPresent() && parts.socket().send(datagram, address.get()),
            session::keyframeSent,
            parts.counters());
    final ViewerTask task =
        new ViewerTask(
            sender,
            parts.sendLoop(),
            e -> end(new Problem(ErrorCode.INTERNAL, "sending failed: " + e)));
    final Media connected = new Media(dtls.master().receiver(), task);
    media = Optional.of(connected);
    heardNanos = parts.clock().nanos();
    parts.counters().increment(WebRtcCounter.VIEWERS_CONNECTED);
    task.start();
    return connected;
  }

  /** Says goodbye to the viewer's picture; the send thread has let go of it afterwards. */
  private static void leave(ViewerTask task) {
    task.leave();
    try {
      task.gone().await(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void transmit(byte[] datagram) {
    address.ifPresent(to -> parts.socket().send(ByteBuffer.wrap(datagram), to));
  }

  private void converse(DtlsConnection dtls) throws IOException {
    final DataChannels channels = new DataChannels(dtls::send, conversation());
    try {
      while (!over(dtls, channels.association())) {
        turn(dtls, channels);
      }
      sayGoodbye(dtls, channels);
    } finally {
      channels.association().abort();
    }
  }

  /** Waits for a datagram, a text or the time, and does what it calls for. */
  private void turn(DtlsConnection dtls, DataChannels channels) throws IOException {
    final byte[] datagram = datagrams.poll(waitMillis(channels.association()));
    final long now = parts.clock().nanos();
    if (datagram != null) {
      dtls.open(
          datagram,
          () -> heardNanos = now,
          (bytes, length) -> channels.association().receive(bytes, length, now));
      // A virtual thread that has work goes on until it gives way; a flood always has some.
      Thread.yield();
    }
    sendTexts(channels, now);
    channels.association().tick(now);
  }

  /** Tells the viewer why it ends, and waits a moment for the last words to arrive. */
  private void sayGoodbye(DtlsConnection dtls, DataChannels channels) throws IOException {
    final Problem reason = ending.get();
    if (!Goodbye.isNews(reason) || !channels.ready()) {
      return;
    }
    channels.send(Goodbye.text(reason).getBytes(StandardCharsets.UTF_8));
    channels.association().flush(parts.clock().nanos());
    final long deadline = parts.clock().nanos() + GOODBYE_NANOS;
    while (!dtls.ended()
        && channels.association().unacknowledgedBytes() > 0
        && parts.clock().nanos() - deadline < 0) {
      turn(dtls, channels);
    }
  }

  private void sendTexts(DataChannels channels, long now) throws IOException {
    while (channels.ready()) {
      final byte[] text = texts.poll();
      if (text == null) {
        break;
      }
      channels.send(text);
    }
    channels.association().flush(now);
  }

  private int waitMillis(Association association) {
    final long now = parts.clock().nanos();
    final long most = now + TimeUnit.MILLISECONDS.toNanos(MOST_WAIT_MILLIS);
    final long next = association.nextTickNanos(most);
    final long wait = Math.min(next - now, most - now);
    return (int) Math.clamp(TimeUnit.NANOSECONDS.toMillis(wait), 1, MOST_WAIT_MILLIS);
  }

  /** Whether the conversation is over; notes why. */
  private boolean over(DtlsConnection dtls, Association association) {
    final long now = parts.clock().nanos();
    if (dtls.ended() || association.state() == Association.State.ENDED) {
      ending.compareAndSet(null, new Problem(ErrorCode.VIEWER_GONE, "it closed the connection"));
    } else if (now - heardNanos > SILENCE_NANOS || now - consentNanos > CONSENT_NANOS) {
      parts.counters().increment(WebRtcCounter.VIEWERS_SILENT);
      ending.compareAndSet(
          null,
          new Problem(
              ErrorCode.VIEWER_GONE,
              "nothing was heard of it for "
                  + TimeUnit.NANOSECONDS.toSeconds(now - heardNanos)
                  + " s"));
    }
    return ending.get() != null;
  }

  private DataChannels.Listener conversation() {
    return new DataChannels.Listener() {
      @Override
      public void opened() {
        channelOpen = true;
        session.opened();
      }

      @Override
      public void text(String text) {
        parts.counters().increment(WebRtcCounter.TEXTS_RECEIVED);
        session.received(text);
      }

      @Override
      public void input(byte[] message, boolean moves) {
        input.received(message, moves);
      }

      @Override
      public void misplaced() {
        parts.counters().increment(WebRtcCounter.MESSAGES_MISPLACED);
      }

      @Override
      public void tooLarge() {
        parts.counters().increment(WebRtcCounter.MESSAGES_TOO_LARGE);
      }
    };
  }
}
