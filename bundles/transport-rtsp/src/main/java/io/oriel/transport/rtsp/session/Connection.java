package io.oriel.transport.rtsp.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.DecoderException;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.Problem;
import io.oriel.transport.rtsp.RtspCounter;
import io.oriel.transport.rtsp.message.InterleavedFrame;
import io.oriel.transport.rtsp.message.RtspException;
import io.oriel.transport.rtsp.message.RtspMessage;
import io.oriel.transport.rtsp.message.RtspReader;
import io.oriel.transport.rtsp.message.RtspRequest;
import io.oriel.transport.rtsp.message.RtspResponse;
import io.oriel.transport.rtsp.message.RtspStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/**
 * One connection: reads one request after the other, the next when the one before is answered, and
 * keeps the time limits. Event loop only, but for {@link #end}.
 */
public final class Connection extends ChannelInboundHandlerAdapter {
  private static final System.Logger LOG = System.getLogger(Connection.class.getName());

  /** For a request to arrive, and for unsent bytes to be taken. */
  private static final long MOST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** For somebody to be let in: who has no password does not keep a place from who has one. */
  private static final long MOST_STRANGE_NANOS = TimeUnit.SECONDS.toNanos(15);

  /** For a client to read why its connection ends. */
  private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Site site;
  private final Channel channel;
  private final InetAddress remoteAddress;
  private final RtspReader reader = new RtspReader();
  private final Conversation conversation;
  private ByteBuf unread = Unpooled.EMPTY_BUFFER;
  private Optional<String> answering = Optional.empty();
  private boolean pumping;
  private boolean lingering;
  private boolean closed;
  private boolean known;
  private final long beganNanos;
  private long heardNanos;
  private long waitingSinceNanos;
  private boolean waiting = true;
  private long takenNanos;
  private long untaken;
  private long lingeringSinceNanos;

  /** A connection whose channel is open. */
  public Connection(Site site, Channel channel) {
    this.site = site;
    this.channel = channel;
    this.remoteAddress = ((InetSocketAddress) channel.remoteAddress()).getAddress();
    this.conversation = new Conversation(site, this);
    this.beganNanos = site.nanos();
    this.heardNanos = beganNanos;
    this.waitingSinceNanos = beganNanos;
  }

  Channel channel() {
    return channel;
  }

  InetAddress localAddress() {
    return ((InetSocketAddress) channel.localAddress()).getAddress();
  }

  InetAddress remoteAddress() {
    return remoteAddress;
  }

  boolean isKnown() {
    return known;
  }

  /** Somebody has been let in on it, or nobody will be any more. */
  void known() {
    if (!known) {
      known = true;
      site.callers().leave(remoteAddress);
    }
  }

  /** Whether there is nobody to answer any more. */
  boolean closed() {
    return closed || lingering;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    final ByteBuf bytes = (ByteBuf) message;
    if (lingering || closed) {
      bytes.release();
      return;
    }
    if (unread.isReadable()) {
      final ByteBuf both = channel.alloc().buffer(unread.readableBytes() + bytes.readableBytes());
      both.writeBytes(unread).writeBytes(bytes);
      bytes.release();
      unread.release();
      unread = both;
    } else {
      unread.release();
      unread = bytes;
    }
    pump();
  }

  /** Handles what has arrived, but not amid what this connection or its player is doing now. */
  private void pumpSoon() {
    if (!pumping) {
      channel.eventLoop().execute(this::pump);
    }
  }

  /** Handles what has arrived, as far as it may be handled now. */
  private void pump() {
    if (pumping) {
      return;
    }
    pumping = true;
    try {
      while (mayRead()) {
        final Optional<RtspMessage> next = reader.next(unread);
        if (next.isEmpty()) {
          await(unread.isReadable());
          break;
        }
        await(false);
        handle(next.get());
      }
    } catch (RtspException e) {
      site.counters().increment(RtspCounter.REQUESTS_MALFORMED);
      answerAndClose(
          RtspResponse.refusal(e.status(), e.getMessage()),
          new Problem(ErrorCode.MALFORMED, e.getMessage()));
    } catch (RuntimeException e) {
      failed(e);
    } finally {
      pumping = false;
    }
    if (!closed) {
      channel.config().setAutoRead(lingering || mayRead());
    }
  }

  private boolean mayRead() {
    return answering.isEmpty() && !lingering && !closed && channel.isWritable();
  }

  /** Notes whether a message has begun and not ended. */
  private void await(boolean rest) {
    if (rest && !waiting) {
      waitingSinceNanos = site.nanos();
    }
    waiting = rest;
  }

  private void handle(RtspMessage message) {
    switch (message) {
      case InterleavedFrame frame -> conversation.frame(frame);
      case RtspRequest request -> {
        heard();
        site.counters().increment(RtspCounter.REQUESTS);
        answering = Optional.of(request.sequence().orElse(""));
        conversation.request(request);
      }
    }
  }

  /** Answers the present request. */
  void answer(RtspResponse response) {
    if (closed || lingering || answering.isEmpty()) {
      return;
    }
    if (response.status() != RtspStatus.OK) {
      site.counters().increment(RtspCounter.REQUESTS_REFUSED);
    }
    channel.writeAndFlush(response.encode(channel.alloc(), answering.get()), channel.voidPromise());
    answering = Optional.empty();
    pumpSoon();
  }

  /** Writes a last answer and closes when the client has had the time to read it. */
  void answerAndClose(RtspResponse response, Problem reason) {
    if (closed || lingering) {
      return;
    }
    linger(reason, false);
    channel
        .writeAndFlush(response.encode(channel.alloc(), answering.orElse("")))
        .addListener(written -> {
          if (channel instanceof SocketChannel socket && !site.secured()) {
            socket.shutdownOutput();
          } else {
            channel.close();
          }
        });
  }

  /** Ends everything but the channel, which has a moment left for what is still to be written. */
  private void linger(Problem reason, boolean reachable) {
    lingering = true;
    lingeringSinceNanos = site.nanos();
    conversation.end(reason, reachable);
  }

  /** The player has given a sign of life. */
  void heard() {
    heardNanos = site.nanos();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    takenNanos = site.nanos();
    pumpSoon();
    ctx.fireChannelWritabilityChanged();
  }

  /** Keeps the time limits. Called a few times a second. */
  public void tick(long nowNanos) {
    try {
      keepLimits(nowNanos);
    } catch (Throwable e) {
      failed(e);
    }
  }

  private void keepLimits(long nowNanos) {
    if (closed) {
      return;
    }
    noteTaken(nowNanos);
    if (lingering) {
      if (nowNanos - lingeringSinceNanos > LINGER_NANOS) {
        channel.close();
      }
    } else if (!channel.isWritable() && nowNanos - takenNanos > MOST_WAIT_NANOS) {
      site.counters().increment(RtspCounter.PLAYERS_TOO_SLOW);
      end(new Problem(ErrorCode.VIEWER_TOO_SLOW, "it took nothing for 10 s"));
    } else if (answering.isEmpty() && channel.isWritable() && stalled(nowNanos)) {
      site.counters().increment(RtspCounter.CONNECTIONS_STALLED);
      answerAndClose(
          RtspResponse.refusal(
              RtspStatus.REQUEST_TIMEOUT,
              "a request has to arrive within 10 s, and one to see a stream within 15 s"),
          new Problem(ErrorCode.VIEWER_GONE, "it did not ask in time"));
    } else if (nowNanos - heardNanos > site.sessionNanos()) {
      if (conversation.inSession()) {
        site.counters().increment(RtspCounter.SESSIONS_TIMED_OUT);
      }
      end(new Problem(ErrorCode.VIEWER_GONE, "nothing was heard of it"));
    } else {
      conversation.tick(nowNanos);
    }
  }

  private boolean stalled(long nowNanos) {
    return waiting && nowNanos - waitingSinceNanos > MOST_WAIT_NANOS
        || !known && nowNanos - beganNanos > MOST_STRANGE_NANOS;
  }

  /** A player that takes its pictures slowly is alive, even where it cannot be heard for them. */
  private void noteTaken(long nowNanos) {
    final long before = untaken;
    untaken = channel.bytesBeforeWritable();
    if (untaken < before) {
      takenNanos = nowNanos;
      heard();
    }
  }

  /** Says goodbye and closes, at the latest when the moment for that is over. Any thread. */
  public void end(Problem reason) {
    if (channel.eventLoop().inEventLoop()) {
      if (!closed()) {
        linger(reason, channel.isWritable());
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
      }
    } else {
      try {
        channel.eventLoop().execute(() -> end(reason));
      } catch (RejectedExecutionException e) {
        // The transport has closed, and all connections with it.
      }
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    closed = true;
    known();
    unread.release();
    unread = Unpooled.EMPTY_BUFFER;
    conversation.end(new Problem(ErrorCode.VIEWER_GONE, "it closed the connection"), false);
    ctx.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof DecoderException || cause instanceof SSLException) {
      site.counters().increment(RtspCounter.TLS_REFUSED);
      LOG.log(System.Logger.Level.DEBUG, "A client spoke no TLS that could be understood", cause);
      channel.close();
    } else if (cause instanceof IOException) {
      channel.close();
    } else {
      failed(cause);
    }
  }

  private void failed(Throwable cause) {
    site.errors().report("An RTSP connection", new Problem(ErrorCode.INTERNAL, ""), cause);
    channel.close();
  }
}
