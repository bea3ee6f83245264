package io.oriel.http.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import io.oriel.http.HttpHeaders;
import io.oriel.http.HttpRequest;
import io.oriel.http.HttpResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * One connection: reads a request, has it answered, and only then reads the next, so that answers
 * keep the order of pipelined requests and a peer that does not read cannot pile any up. Every
 * phase has a deadline. All methods run on the event loop.
 */
final class HttpConnection extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = System.getLogger(HttpConnection.class.getName());
  private static final Duration LINGER = Duration.ofSeconds(1);
  // A refused request's body is read up to this size so that the connection can be kept.
  private static final int DISCARD_LIMIT_BYTES = 64 * 1024;

  private enum Phase {
    IDLE,
    HEAD,
    BODY,
    RUNNING,
    SENDING,
    LINGERING
  }

  /** The request that is arriving. */
  private static final class Incoming {
    private final io.netty.handler.codec.http.HttpRequest head;
    private final String origin;
    private Optional<HttpResponse> refusal = Optional.empty();
    private Optional<Routes.Match> match = Optional.empty();
    private RequestTarget target;
    private HttpHeaders headers = HttpHeaders.none();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(0);
    private int bodyBytes;

    private Incoming(final io.netty.handler.codec.http.HttpRequest head) {
      this.head = head;
      this.origin = head.headers().get(HttpHeaderNames.ORIGIN);
    }

    private int limitBytes() {
      return refusal.isPresent()
          ? DISCARD_LIMIT_BYTES
          : match.orElseThrow().route().bodyLimitBytes();
    }
  }

  private final ListenerContext listener;
  private ChannelHandlerContext ctx;
  private Phase phase = Phase.IDLE;
  private ScheduledFuture<?> deadline;
  // Decoded and not yet read; bounded by what one read of the socket brings.
  private final Queue<Object> decoded = new ArrayDeque<>();
  private boolean reading;
  private Incoming incoming;
  private Exchange exchange;
  // Of the budget for bodies, until the request is answered.
  private int heldBytes;
  private boolean inputClosed;
  private boolean draining;

  HttpConnection(final ListenerContext listener) {
    this.listener = listener;
  }

  @Override
  public void handlerAdded(final ChannelHandlerContext context) {
    ctx = context;
  }

  @Override
  public void channelActive(final ChannelHandlerContext context) {
    awaitRequest();
  }

  @Override
  public void channelInactive(final ChannelHandlerContext context) {
    stopDeadline();
    giveBodyBack();
    if (exchange != null) {
      exchange.cancel();
      exchange = null;
    }
    forgetDecoded();
    context.fireChannelInactive();
  }

  /** Bytes came in, before anything was made of them. */
  void bytesArrived() {
    if (phase == Phase.IDLE) {
      enter(Phase.HEAD, listener.settings().headTimeout());
    }
  }

  /** Whether what comes in is of no more interest. */
  boolean isLingering() {
    return phase == Phase.LINGERING;
  }

  /** Ends the connection once the answer in progress, if any, is out. */
  void drain() {
    draining = true;
    if (phase != Phase.RUNNING && phase != Phase.SENDING) {
      ctx.close();
    }
  }

  @Override
  public void channelRead(final ChannelHandlerContext context, final Object message) {
    decoded.add(message);
    readOn();
  }

  @Override
  public void userEventTriggered(final ChannelHandlerContext context, final Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      inputClosed = true;
      switch (phase) {
        case IDLE, LINGERING -> context.close();
        case HEAD, BODY -> refuseAndClose(Refusals.incomplete());
        case RUNNING, SENDING -> {}
      }
    }
  }

  @Override
  public void exceptionCaught(final ChannelHandlerContext context, final Throwable cause) {
    if (!(cause instanceof IOException)) {
      LOG.log(Logger.Level.ERROR, "A connection failed and is closed", cause);
    }
    context.close();
  }

  private void awaitRequest() {
    enter(Phase.IDLE, listener.settings().idleTimeout());
    readOn();
  }

  // A loop, for a call back into it may come from within: one read may hold thousands of messages.
  private void readOn() {
    if (reading) {
      return;
    }
    reading = true;
    while (isReceiving() && !decoded.isEmpty()) {
      final Object message = decoded.poll();
      try {
        read(message);
      } finally {
        ReferenceCountUtil.release(message);
      }
    }
    reading = false;
    if (isReceiving()) {
      ctx.read();
    }
  }

  private boolean isReceiving() {
    return phase == Phase.IDLE || phase == Phase.HEAD || phase == Phase.BODY;
  }

  private void read(final Object message) {
    if (message instanceof io.netty.handler.codec.http.HttpRequest head) {
      readHead(head);
    }
    if (message instanceof HttpContent content && incoming != null) {
      readBody(content);
    }
  }

  private void readHead(final io.netty.handler.codec.http.HttpRequest head) {
    incoming = new Incoming(head);
    if (head.decoderResult().isFailure()) {
      refuseAndClose(Refusals.undecodable(head.decoderResult(), listener.settings()));
      return;
    }
    final Optional<HttpResponse> fault = Refusals.ofHead(head, listener.hosts());
    if (fault.isPresent()) {
      refuseAndClose(fault.get());
      return;
    }
    try {
      incoming.headers = HttpHeaders.of(head.headers().entries());
    } catch (IllegalArgumentException e) {
      // The decoder lets control characters pass that no header may carry.
      refuseAndClose(Refusals.malformed("A header has a character that no header may carry."));
      return;
    }
    incoming.refusal = route();
    if (HttpUtil.getContentLength(head, 0L) > incoming.limitBytes()) {
      refuseAndClose(
          incoming.refusal.orElseGet(() -> Refusals.bodyTooLarge(incoming.limitBytes())));
      return;
    }
    if (HttpUtil.is100ContinueExpected(head)) {
      if (incoming.refusal.isPresent()) {
        refuseAndClose(incoming.refusal.get());
        return;
      }
      ctx.writeAndFlush(
          new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
    }
    enter(Phase.BODY, listener.settings().bodyTimeout());
  }

  /** Finds what answers the request; what is in its way otherwise. */
  private Optional<HttpResponse> route() {
    final String method = incoming.head.method().name();
    if (method.equals("OPTIONS") && incoming.head.uri().equals("*")) {
      return Optional.of(HttpResponse.status(204));
    }
    try {
      incoming.target = RequestTarget.parse(incoming.head.uri());
    } catch (RequestTarget.MalformedTargetException e) {
      return Optional.of(Refusals.malformed(e.getMessage() + "."));
    }
    incoming.match = listener.routes().snapshot().match(incoming.target.path());
    if (incoming.match.isEmpty()) {
      return Optional.of(Refusals.notFound(incoming.target.path()));
    }
    final Route route = incoming.match.get().route();
    if (CrossOrigin.isPreflight(method, incoming.head.headers())) {
      return Optional.of(CrossOrigin.preflight(incoming.head.headers(), route));
    }
    if (!route.takes(method)) {
      return Optional.of(
          method.equals("OPTIONS")
              ? HttpResponse.status(204).header("Allow", route.allow())
              : Refusals.methodNotAllowed(method, route));
    }
    if (CrossOrigin.isForgery(method, incoming.head.headers(), route)) {
      return Optional.of(Refusals.foreignOrigin(incoming.origin));
    }
    return Optional.empty();
  }

  private void readBody(final HttpContent content) {
    if (content.decoderResult().isFailure()) {
      refuseAndClose(Refusals.malformed("The body does not follow its transfer coding."));
      return;
    }
    final ByteBuf bytes = content.content();
    incoming.bodyBytes += bytes.readableBytes();
    if (incoming.bodyBytes > incoming.limitBytes()) {
      refuseAndClose(
          incoming.refusal.orElseGet(() -> Refusals.bodyTooLarge(incoming.limitBytes())));
      return;
    }
    if (incoming.refusal.isEmpty()) {
      if (!listener.bodies().take(bytes.readableBytes())) {
        refuseAndClose(Refusals.noRoomForBody());
        return;
      }
      heldBytes += bytes.readableBytes();
      final byte[] chunk = new byte[bytes.readableBytes()];
      bytes.readBytes(chunk);
      incoming.body.writeBytes(chunk);
    }
    if (content instanceof LastHttpContent) {
      complete();
    }
  }

  private void complete() {
    if (incoming.refusal.isPresent()) {
      listener.counters().increment(HttpCounter.REFUSED);
      send(incoming.refusal.get());
      return;
    }
    listener.counters().increment(HttpCounter.REQUESTS);
    enter(Phase.RUNNING, listener.settings().requestTimeout());
    exchange =
        new Exchange(
            incoming.match.orElseThrow().route(),
            request(incoming),
            this::answered,
            listener.counters(),
            listener.failures());
    listener.requests().execute(exchange);
  }

  private HttpRequest request(final Incoming complete) {
    final String method = complete.head.method().name();
    final HttpRequest.Builder request =
        HttpRequest.of(method.equals("HEAD") ? "GET" : method, complete.target.path())
            .remainder(complete.match.orElseThrow().remainder())
            .headers(complete.headers)
            .body(complete.body.toByteArray())
            .remoteAddress((InetSocketAddress) ctx.channel().remoteAddress());
    complete.target.query().forEach(request::query);
    return request.build();
  }

  /** Takes an answer from a resource's thread to the event loop. */
  private void answered(final Exchange from, final HttpResponse response) {
    listener.onLoop(
        ctx.channel(),
        () -> {
          if (exchange == from) {
            send(response);
          }
        });
  }

  private void refuseAndClose(final HttpResponse response) {
    listener.counters().increment(HttpCounter.REFUSED);
    draining = true;
    send(response);
  }

  private void send(final HttpResponse response) {
    final boolean keep = !draining && !inputClosed && HttpUtil.isKeepAlive(incoming.head);
    final var answer = Answer.of(response, listener.settings().frameAncestors(), keep);
    // Nothing is known of a request whose head never became whole.
    if (incoming != null && incoming.match.isPresent()) {
      CrossOrigin.open(incoming.match.get().route(), incoming.origin, answer.headers());
    }
    giveBodyBack();
    incoming = null;
    exchange = null;
    enter(Phase.SENDING, listener.settings().requestTimeout());
    ctx.writeAndFlush(answer).addListener((ChannelFuture sent) -> sent(sent, keep));
  }

  private void sent(final ChannelFuture sent, final boolean keep) {
    if (!sent.isSuccess()) {
      ctx.close();
    } else if (keep && !draining && !inputClosed) {
      awaitRequest();
    } else {
      linger();
    }
  }

  private void giveBodyBack() {
    listener.bodies().giveBack(heldBytes);
    heldBytes = 0;
  }

  // Closing with unread bytes would reset the connection and might take the answer with it.
  private void linger() {
    if (inputClosed) {
      ctx.close();
      return;
    }
    enter(Phase.LINGERING, LINGER);
    ((SocketChannel) ctx.channel()).shutdownOutput();
    forgetDecoded();
    ctx.read();
  }

  private void forgetDecoded() {
    decoded.forEach(ReferenceCountUtil::release);
    decoded.clear();
  }

  private void enter(final Phase next, final Duration limit) {
    stopDeadline();
    phase = next;
    deadline =
        ctx.executor().schedule(this::deadlinePassed, limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void stopDeadline() {
    if (deadline != null) {
      deadline.cancel(false);
    }
  }

  private void deadlinePassed() {
    switch (phase) {
      case IDLE, LINGERING -> ctx.close();
      case HEAD, BODY -> {
        listener.counters().increment(HttpCounter.RECEIVE_TIMEOUTS);
        refuseAndClose(
            Refusals.receiveTimeout(
                phase == Phase.HEAD
                    ? listener.settings().headTimeout()
                    : listener.settings().bodyTimeout()));
      }
      case RUNNING -> {
        listener.counters().increment(HttpCounter.ANSWER_TIMEOUTS);
        exchange.cancel();
        draining = true;
        send(Refusals.answerTimeout(listener.settings().requestTimeout()));
      }
      case SENDING -> {
        listener.counters().increment(HttpCounter.SEND_TIMEOUTS);
        ctx.close();
      }
    }
  }
}
