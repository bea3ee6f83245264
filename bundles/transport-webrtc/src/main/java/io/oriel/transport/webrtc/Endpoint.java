package io.oriel.transport.webrtc;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.metrics.DurationReading;
import io.oriel.api.security.Credentials;
import io.oriel.api.stream.Stream;
import io.oriel.api.transport.OpenTransport;
import io.oriel.api.transport.Reach;
import io.oriel.api.transport.TransportContext;
import io.oriel.api.transport.ViewerLink;
import io.oriel.api.transport.ViewerRequest;
import io.oriel.api.transport.ViewerSession;
import io.oriel.api.video.VideoFeed;
import io.oriel.transport.webrtc.dtls.DtlsIdentity;
import io.oriel.transport.webrtc.ice.CandidateAddresses;
import io.oriel.transport.webrtc.ice.IceCredentials;
import io.oriel.transport.webrtc.media.EncodingFan;
import io.oriel.transport.webrtc.media.Fans;
import io.oriel.transport.webrtc.media.SendLoop;
import io.oriel.transport.webrtc.media.VideoSender;
import io.oriel.transport.webrtc.peer.MediaPort;
import io.oriel.transport.webrtc.peer.Peer;
import io.oriel.transport.webrtc.peer.Peers;
import io.oriel.transport.webrtc.sdp.SdpAnswer;
import io.oriel.transport.webrtc.sdp.SdpException;
import io.oriel.transport.webrtc.sdp.SdpOffer;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The transport at work: one port, its threads, and the viewers. Any thread. */
final class Endpoint implements OpenTransport {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int ID_BYTES = 16;
  private static final int MOST_CNAME = 64;
  private static final int MAX_MESSAGE_BYTES = 64 * 1024;

  /**
   * A viewer that was let in.
   *
   * @param id names its resource
   * @param tag names the state of its negotiation
   * @param sdp the answer
   */
  record Answer(String id, String tag, String sdp) {}

  private final WebRtcSettings settings;
  private final TransportContext context;
  private final CounterSet<WebRtcCounter> counters;
  private final DtlsIdentity identity;
  private final Peers peers = new Peers();
  private final MediaPort port;
  private final List<InetAddress> candidates;
  private final List<SendLoop> sendLoops = new ArrayList<>();
  private final Fans fans;
  private final AtomicInteger joining = new AtomicInteger();
  private volatile boolean draining;

  private Endpoint(
      WebRtcSettings settings,
      TransportContext context,
      CounterSet<WebRtcCounter> counters,
      DtlsIdentity identity)
      throws OrielException {
    this.settings = settings;
    this.context = context;
    this.counters = counters;
    this.identity = identity;
    this.candidates = settings.candidates();
    this.port = MediaPort.open(settings.bind(), peers, context.clock(), counters);
    for (int i = 1; i <= settings.sendThreads(); i++) {
      sendLoops.add(new SendLoop(context.clock(), i));
    }
    this.fans = new Fans(sendLoops, counters, settings.historyPackets());
  }

  /** What sending has taken so far, by stream. */
  List<DurationReading> durations() {
    return fans.durations();
  }

  @Override
  public Reach reach() {
    final int media = port.address().getPort();
    return new Reach("/whep/<stream>, media on port " + media + "/udp", List.of());
  }

  /** Opens the port and starts the threads. */
  static Endpoint open(
      WebRtcSettings settings,
      TransportContext context,
      CounterSet<WebRtcCounter> counters,
      DtlsIdentity identity)
      throws OrielException {
    final Endpoint endpoint = new Endpoint(settings, context, counters, identity);
    endpoint.sendLoops.forEach(SendLoop::start);
    endpoint.port.start();
    return endpoint;
  }

  /**
   * Lets a viewer in and answers its offer.
   *
   * @throws OrielException the refusal
   */
  Answer join(String streamName, String sdp, Credentials credentials, String remoteAddress)
      throws OrielException {
    if (draining) {
      throw new OrielException(ErrorCode.SERVER_STOPPING, "");
    }
    final Optional<Stream> stream = context.stream(streamName);
    final Link link = new Link();
    final ViewerRequest request =
        ViewerRequest.of(WebRtcTransport.NAME, streamName, link)
            .credentials(credentials)
            .remoteAddress(remoteAddress)
            .build();
    if (stream.isEmpty() || !stream.get().status().ready()) {
      // The admission knows best how to say that.
      context.admit(request).leave(new Problem(ErrorCode.STREAM_NOT_READY, ""));
      throw new OrielException(ErrorCode.STREAM_NOT_READY, "");
    }
    try {
      // Counted before the encoder is opened, which takes long enough for many to come at once.
      if (joining.incrementAndGet() + peers.halfOpen() > settings.maxConnecting()) {
        throw new OrielException(
            ErrorCode.TOO_MANY_REQUESTS,
            settings.maxConnecting() + " viewers are connecting (maxConnecting)");
      }
      final Answer answer = admitted(offer(sdp), context.admit(request), stream.get(), link);
      link.assertOpen();
      return answer;
    } finally {
      joining.decrementAndGet();
    }
  }

  private Answer admitted(SdpOffer offer, ViewerSession session, Stream stream, Link link)
      throws OrielException {
    try {
      final EncodingFan fan = fans.join(stream.info().name(), () -> feed(stream.info().name()));
      try {
        return start(offer, session, fan, link);
      } catch (RuntimeException | LinkageError e) {
        fans.leave(fan);
        throw e;
      }
    } catch (OrielException e) {
      session.leave(e.problem());
      throw e;
    } catch (RuntimeException | LinkageError e) {
      session.leave(new Problem(ErrorCode.INTERNAL, e.toString()));
      throw e;
    }
  }

  /** Looked up each time: a stream of the same name may have taken the place of the first. */
  private VideoFeed feed(String stream) throws OrielException {
    return context.stream(stream)
        .orElseThrow(() -> new OrielException(ErrorCode.STREAM_ENDED, ""))
        .video();
  }

  private Answer start(SdpOffer offer, ViewerSession session, EncodingFan fan, Link link) {
    final Peer peer = peer(offer, session, fan);
    final Answer answer = new Answer(peer.id(), peer.credentials().ufrag(), answer(offer, peer));
    peers.add(peer);
    counters.increment(WebRtcCounter.VIEWERS_JOINED);
    peer.start();
    link.reaches(peer);
    if (draining) {
      // The drain may have listed the viewers before this one was there.
      link.close(new Problem(ErrorCode.SERVER_STOPPING, ""));
    }
    return answer;
  }

  private static SdpOffer offer(String sdp) throws OrielException {
    try {
      return SdpOffer.parse(sdp);
    } catch (SdpException e) {
      throw new OrielException(
          switch (e.kind()) {
            case MALFORMED -> ErrorCode.MALFORMED;
            case NOT_ACCEPTABLE -> ErrorCode.CODEC_UNSUPPORTED;
          },
          e.getMessage(),
          e);
    }
  }

  private Peer peer(SdpOffer offer, ViewerSession session, EncodingFan fan) {
    final byte[] id = new byte[ID_BYTES];
    RANDOM.nextBytes(id);
    final VideoSender.Format format =
        new VideoSender.Format(
            offer.payloadType(),
            offer.retransmissionType(),
            offer.playoutDelayId(),
            RANDOM.nextInt() & ~1,
            RANDOM.nextInt() | 1,
            cname(fan.stream()));
    final Peer[] self = new Peer[1];
    self[0] =
        new Peer(
            new Peer.Parts(
                HexFormat.of().formatHex(id),
                offer,
                IceCredentials.random(),
                format,
                fan,
                sendLoops.get(Math.floorMod(format.ssrc() >> 1, sendLoops.size())),
                identity,
                port,
                context.clock(),
                counters),
            session,
            () -> gone(self[0]));
    return self[0];
  }

  /** RTCP takes 64 characters, as many as the name of a stream may have by itself. */
  private static String cname(String stream) {
    final String name = "oriel-" + stream;
    return name.substring(0, Math.min(name.length(), MOST_CNAME));
  }

  private void gone(Peer peer) {
    peers.remove(peer);
    fans.leave(peer.fan());
    counters.increment(WebRtcCounter.VIEWERS_LEFT);
  }

  private String answer(SdpOffer offer, Peer peer) {
    return SdpAnswer.write(
        offer,
        new SdpAnswer.Local(
            peer.credentials().ufrag(),
            peer.credentials().password(),
            identity.fingerprint(),
            peer.format().ssrc(),
            peer.format().retransmissionSsrc(),
            peer.format().cname(),
            CandidateAddresses.lines(candidates, port.address().getPort()),
            MAX_MESSAGE_BYTES),
        RANDOM.nextLong() >>> 1);
  }

  /** Ends a viewer at its own wish; false if there is none of this id. */
  boolean leave(String id) {
    final Optional<Peer> peer = peers.ofId(id);
    peer.ifPresent(p -> p.end(new Problem(ErrorCode.VIEWER_GONE, "it left")));
    return peer.isPresent();
  }

  @Override
  public void drain(long deadlineNanos) {
    draining = true;
    final List<Peer> leaving = peers.all();
    leaving.forEach(peer -> peer.end(new Problem(ErrorCode.SERVER_STOPPING, "")));
    try {
      for (final Peer peer : leaving) {
        peer.awaitEnd(Math.max(0, deadlineNanos - context.clock().nanos()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    drain(context.clock().nanos() + TimeUnit.SECONDS.toNanos(1));
    port.close();
    sendLoops.forEach(SendLoop::close);
  }

  /** The way to a viewer, which is known before the viewer is. */
  private static final class Link implements ViewerLink {
    private volatile Optional<Peer> peer = Optional.empty();
    private volatile Optional<Problem> closed = Optional.empty();

    void reaches(Peer viewer) {
      peer = Optional.of(viewer);
      closed.ifPresent(viewer::close);
    }

    @Override
    public boolean send(String text) {
      return peer.isPresent() && peer.get().send(text);
    }

    /**
     * Whether the viewer has not been ended while its encoder was opened: nobody would answer its
     * checks.
     *
     * @throws OrielException why it was
     */
    void assertOpen() throws OrielException {
      if (closed.isPresent()) {
        throw new OrielException(closed.get().code(), closed.get().detail());
      }
    }

    @Override
    public void close(Problem reason) {
      closed = closed.or(() -> Optional.of(reason));
      peer.ifPresent(p -> p.close(reason));
    }
  }
}
