package io.oriel.http.netty;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObjectDecoder;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.ErrorLog;
import io.oriel.api.error.OrielException;
import io.oriel.api.metrics.CounterSet;
import io.oriel.http.HttpListener;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A listener with its socket, its event loop and its connections. */
final class OpenListener implements HttpListener, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(OpenListener.class.getName());
  private static final int BACKLOG = 256;
  private static final Duration DRAIN = Duration.ofMillis(750);
  private static final Duration STOP = Duration.ofMillis(500);

  static {
    BareStack.initialise(HttpObjectDecoder.class);
  }

  private final ListenerSettings settings;
  private final ListenerContext context;
  private final EventLoopGroup loop;
  private final ConnectionLimits limits;
  private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();
  private final Set<Channel> channels = ConcurrentHashMap.newKeySet();
  private final Channel server;

  /**
   * Takes the socket.
   *
   * @throws OrielException naming address, setting and remedy when it cannot be had
   */
  OpenListener(
      final ListenerSettings settings,
      final RoutingTable routes,
      final CounterSet<HttpCounter> counters)
      throws OrielException {
    this.settings = settings;
    final String thread = "oriel-http-" + settings.name();
    final ExecutorService requests =
        Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name(thread + "-request-", 0).factory());
    this.context =
        new ListenerContext(
            settings,
            HostPolicy.of(settings),
            routes,
            requests,
            new BodyBudget(),
            counters,
            new ErrorLog(LOG, System::nanoTime));
    this.limits =
        new ConnectionLimits(settings.maxConnections(), settings.maxConnectionsPerAddress());
    // Handlers do little and the connections are few: one loop, and so no lock between them.
    this.loop =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory(thread, true), NioIoHandler.newFactory());
    try {
      this.server = bind();
    } catch (OrielException | RuntimeException e) {
      stopThreads();
      throw e;
    }
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public InetSocketAddress address() {
    return (InetSocketAddress) server.localAddress();
  }

  /** The address for a browser on this machine. */
  String url() {
    final InetAddress address = address().getAddress();
    final String host =
        address.isAnyLocalAddress()
            ? "localhost"
            : address.getAddress().length == 16
                ? "[" + address.getHostAddress() + "]"
                : address.getHostAddress();
    return "http://" + host + ":" + address().getPort() + "/";
  }

  int connectionCount() {
    return channels.size();
  }

  /**
   * Frees the socket, lets answers in progress go out for a moment, then cuts what is left. Done
   * within 2 s; no thread of the listener is left.
   */
  @Override
  public void close() {
    server.close().awaitUninterruptibly(STOP.toMillis());
    connections.forEach(connection -> loop.execute(connection::drain));
    awaitNoChannels();
    channels.forEach(Channel::close);
    stopThreads();
  }

  private Channel bind() throws OrielException {
    final ChannelFuture bound =
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childOption(ChannelOption.AUTO_READ, false)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(final SocketChannel channel) {
                    accept(channel);
                  }
                })
            .bind(settings.address())
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw refused(bound.cause());
    }
    return bound.channel();
  }

  private OrielException refused(final Throwable cause) {
    final String where =
        settings.address().getAddress().getHostAddress() + ":" + settings.address().getPort();
    final boolean taken =
        cause instanceof BindException && String.valueOf(cause.getMessage()).contains("in use");
    return new OrielException(
        taken ? ErrorCode.PORT_IN_USE : ErrorCode.BIND_FAILED,
        "The "
            + settings.name()
            + " HTTP listener cannot have "
            + where
            + " ("
            + settings.pid()
            + ": "
            + (taken ? "port" : "bindAddress, port")
            + "): "
            + cause.getMessage()
            + ".",
        cause);
  }

  private void accept(final SocketChannel channel) {
    channels.add(channel);
    channel.closeFuture().addListener(closed -> channels.remove(channel));
    final InetAddress peer = channel.remoteAddress().getAddress();
    switch (limits.enter(peer)) {
      case SERVED -> serve(channel, peer);
      case REFUSED -> {
        context.counters().increment(HttpCounter.CONNECTIONS_REFUSED);
        channel.closeFuture().addListener(closed -> limits.leaveRefused());
        channel.pipeline().addLast(new HttpServerCodec(), new Turnaway(settings));
      }
      case CUT -> {
        context.counters().increment(HttpCounter.CONNECTIONS_REFUSED);
        channel.close();
      }
    }
  }

  private void serve(final SocketChannel channel, final InetAddress peer) {
    context.counters().increment(HttpCounter.CONNECTIONS);
    final HttpConnection connection = new HttpConnection(context);
    connections.add(connection);
    channel
        .closeFuture()
        .addListener(closed -> {
          connections.remove(connection);
          limits.leave(peer);
        });
    final HttpDecoderConfig decoder =
        new HttpDecoderConfig()
            .setMaxInitialLineLength(settings.maxLineBytes())
            .setMaxHeaderSize(settings.maxHeaderBytes());
    channel.pipeline().addLast(new Arrivals(connection), new HttpServerCodec(decoder), connection);
  }

  private void awaitNoChannels() {
    final long deadline = System.nanoTime() + DRAIN.toNanos();
    for (final Channel channel : channels) {
      final long leftMillis = (deadline - System.nanoTime()) / 1_000_000;
      if (leftMillis > 0) {
        channel.closeFuture().awaitUninterruptibly(leftMillis);
      }
    }
  }

  private void stopThreads() {
    context.requests().shutdownNow();
    loop.shutdownGracefully(0, STOP.toMillis(), TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(STOP.toMillis());
    try {
      context.requests().awaitTermination(STOP.toMillis() / 2, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sees bytes before the decoder does: the first of a request, and those that come too late. */
  private static final class Arrivals extends ChannelInboundHandlerAdapter {
    private final HttpConnection connection;

    private Arrivals(final HttpConnection connection) {
      this.connection = connection;
    }

    @Override
    public void channelRead(final ChannelHandlerContext ctx, final Object bytes) {
      if (connection.isLingering()) {
        ReferenceCountUtil.release(bytes);
        ctx.read();
        return;
      }
      if (((ByteBuf) bytes).isReadable()) {
        connection.bytesArrived();
      }
      ctx.fireChannelRead(bytes);
    }
  }
}
