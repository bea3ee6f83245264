package io.oriel.transport.rtsp;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.ErrorLog;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.metrics.DurationReading;
import io.oriel.api.stream.Stream;
import io.oriel.api.transport.OpenTransport;
import io.oriel.api.transport.Reach;
import io.oriel.api.transport.StreamListener;
import io.oriel.api.transport.TransportContext;
import io.oriel.transport.rtsp.media.Fans;
import io.oriel.transport.rtsp.media.Sending;
import io.oriel.transport.rtsp.session.Callers;
import io.oriel.transport.rtsp.session.Connection;
import io.oriel.transport.rtsp.session.Site;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The transport at work: a port, its event loop and its connections. Any thread. */
final class Endpoint implements OpenTransport {
  private static final System.Logger LOG = System.getLogger(RtspTransport.PID);
  private static final String THREAD = "oriel-rtsp";
  private static final int BACKLOG = 256;
  private static final long TICK_MILLIS = 100;
  private static final long STOP_MILLIS = 500;

  /** A slow player's pictures are dropped while this much waits for it, above what TCP holds. */
  private static final int MOST_UNSENT_BYTES = 1 << 20;

  /** So much waits at most when its pictures go on: little, for it is shown before them. */
  private static final int FEW_UNSENT_BYTES = 64 << 10;

  /** What TCP may hold for a player: more of it would only be older when it arrives. */
  private static final int SEND_BUFFER_BYTES = 512 << 10;

  private final RtspSettings settings;
  private final CounterSet<RtspCounter> counters;
  private final Optional<SslContext> tls;
  private final EventLoopGroup loop;
  private final ExecutorService work =
      Executors.newThreadPerTaskExecutor(
          Thread.ofVirtual().name(THREAD + "-request-", 0).factory());

  /** One at a time, away from the loop that sends the pictures. */
  private final ExecutorService handshakes =
      Executors.newSingleThreadExecutor(new DefaultThreadFactory(THREAD + "-tls", true));

  private final Fans fans;
  private final Site site;
  private final Map<Channel, Connection> connections = new ConcurrentHashMap<>();
  private final Channel server;

  /**
   * Takes the port and begins to serve.
   *
   * @throws OrielException if the port or the key cannot be had
   */
  Endpoint(RtspSettings settings, TransportContext context, CounterSet<RtspCounter> counters)
      throws OrielException {
    this.settings = settings;
    this.counters = counters;
    this.tls = settings.keyFile().tls();
    // One loop sends the pictures of all players and reads what little they say: no locks.
    this.loop =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory(THREAD, true), NioIoHandler.newFactory());
    final ErrorLog errors = new ErrorLog(LOG, context.clock()::nanos);
    this.fans =
        new Fans(
            new Sending(
                loop, context.clock(), counters, errors, settings.keyframeInterval().toNanos()));
    this.site =
        new Site(
            context,
            fans,
            work,
            counters,
            errors,
            new Callers(Math.max(1, settings.maxConnections() / 4)),
            settings.users(),
            settings.defaultStream(),
            settings.mediaPorts(),
            settings.sessionTimeout().toNanos(),
            tls.isPresent());
    try {
      this.server = bind();
    } catch (OrielException | RuntimeException e) {
      stopThreads();
      throw e;
    }
    try {
      context.streams(new Measured());
    } catch (RuntimeException e) {
      close();
      throw e;
    }
    loop.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Where it listens. */
  InetSocketAddress address() {
    return (InetSocketAddress) server.localAddress();
  }

  @Override
  public Reach reach() {
    final InetAddress host = address().getAddress();
    final String text =
        host instanceof Inet6Address ? "[" + host.getHostAddress() + "]" : host.getHostAddress();
    final String scheme = tls.isPresent() ? "rtsps://" : "rtsp://";
    return new Reach(scheme + text + ":" + address().getPort() + "/<stream>", List.of());
  }

  /** How many clients are connected. */
  int connections() {
    return connections.size();
  }

  /** What sending has taken so far, by stream. */
  List<DurationReading> durations() {
    return fans.durations();
  }

  private Channel bind() throws OrielException {
    final ChannelFuture bound =
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_SNDBUF, SEND_BUFFER_BYTES)
            .childOption(
                ChannelOption.WRITE_BUFFER_WATER_MARK,
                new WriteBufferWaterMark(FEW_UNSENT_BYTES, MOST_UNSENT_BYTES))
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    accept(channel);
                  }
                })
            .bind(settings.bind())
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw refused(bound.cause());
    }
    return bound.channel();
  }

  private OrielException refused(Throwable cause) {
    final boolean taken =
        cause instanceof BindException && String.valueOf(cause.getMessage()).contains("in use");
    return new OrielException(
        taken ? ErrorCode.PORT_IN_USE : ErrorCode.BIND_FAILED,
        "RTSP cannot have %s:%d (%s: %s): %s."
            .formatted(
                settings.bind().getAddress().getHostAddress(),
                settings.bind().getPort(),
                RtspTransport.PID,
                taken ? "port" : "bindAddress, port",
                cause.getMessage()),
        cause);
  }

  private void accept(SocketChannel channel) {
    if (connections.size() >= settings.maxConnections()
        || !site.callers().enter(channel.remoteAddress().getAddress())) {
      counters.increment(RtspCounter.CONNECTIONS_REFUSED);
      channel.close();
      return;
    }
    counters.increment(RtspCounter.CONNECTIONS);
    final Connection connection = new Connection(site, channel);
    connections.put(channel, connection);
    channel.closeFuture().addListener(closed -> connections.remove(channel));
    tls.ifPresent(
        context -> channel.pipeline().addLast(context.newHandler(channel.alloc(), handshakes)));
    channel.pipeline().addLast(connection);
  }

  private void tick() {
    final long now = site.nanos();
    site.callers().tick(now);
    fans.tick(now);
    connections.values().forEach(connection -> connection.tick(now));
  }

  @Override
  public void drain(long deadlineNanos) {
    server.close().awaitUninterruptibly(STOP_MILLIS);
    final List<Channel> leaving = List.copyOf(connections.keySet());
    connections
        .values()
        .forEach(connection -> connection.end(new Problem(ErrorCode.SERVER_STOPPING, "")));
    for (final Channel channel : leaving) {
      final long left = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - site.nanos());
      channel.closeFuture().awaitUninterruptibly(Math.max(0, left));
    }
  }

  /** Frees the sockets, also of those who do not take their goodbye; done within 2 s. */
  @Override
  public void close() {
    drain(site.nanos() + TimeUnit.MILLISECONDS.toNanos(STOP_MILLIS));
    connections.keySet().forEach(Channel::close);
    stopThreads();
  }

  private void stopThreads() {
    work.shutdownNow();
    handshakes.shutdownNow();
    try {
      // First those that still let somebody in, who needs the loop to leave.
      work.awaitTermination(STOP_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    loop.shutdownGracefully(0, STOP_MILLIS, TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(STOP_MILLIS);
  }

  /** What is measured of a stream can be read from its first moment on. */
  private final class Measured implements StreamListener {
    @Override
    public void added(Stream stream) {
      fans.measured(stream.info().name());
    }

    @Override
    public void removed(Stream stream) {
      // Its viewers are told to leave through their links.
    }
  }
}
