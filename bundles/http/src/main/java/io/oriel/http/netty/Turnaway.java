package io.oriel.http.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;

/** Tells a peer for which there is no room why, and closes. */
final class Turnaway extends ChannelInboundHandlerAdapter {
  private static final long LINGER_MILLIS = 250;

  private final ListenerSettings settings;

  Turnaway(final ListenerSettings settings) {
    this.settings = settings;
  }

  @Override
  public void channelActive(final ChannelHandlerContext ctx) {
    ctx.executor().schedule(() -> ctx.close(), LINGER_MILLIS, TimeUnit.MILLISECONDS);
    ctx.writeAndFlush(Answer.of(Refusals.tooManyConnections(), settings.frameAncestors(), false))
        .addListener(sent -> {
          ((SocketChannel) ctx.channel()).shutdownOutput();
          ctx.read();
        });
  }

  @Override
  public void channelRead(final ChannelHandlerContext ctx, final Object message) {
    ReferenceCountUtil.release(message);
    ctx.read();
  }

  @Override
  public void userEventTriggered(final ChannelHandlerContext ctx, final Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      ctx.close();
    }
  }

  @Override
  public void exceptionCaught(final ChannelHandlerContext ctx, final Throwable cause) {
    ctx.close();
  }
}
