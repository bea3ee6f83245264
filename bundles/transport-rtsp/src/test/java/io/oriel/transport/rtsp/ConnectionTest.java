package io.oriel.transport.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.ErrorLog;
import io.oriel.api.error.Problem;
import io.oriel.api.metrics.CounterSet;
import io.oriel.tck.FakeTransportContext;
import io.oriel.transport.rtsp.auth.Users;
import io.oriel.transport.rtsp.media.Fans;
import io.oriel.transport.rtsp.media.PortRange;
import io.oriel.transport.rtsp.media.Sending;
import io.oriel.transport.rtsp.session.Callers;
import io.oriel.transport.rtsp.session.Connection;
import io.oriel.transport.rtsp.session.Site;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A connection whose client takes what a test has it take. */
class ConnectionTest {
  private static final int WRITE_BYTES = 1000;
  private static final InetSocketAddress CLIENT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 1234);

  /** Takes nothing unless told to. */
  private static final class Slow extends EmbeddedChannel {
    private int takes;

    Slow() {
      config().setWriteBufferWaterMark(new WriteBufferWaterMark(WRITE_BYTES, 4 * WRITE_BYTES));
    }

    @Override
    protected SocketAddress remoteAddress0() {
      return CLIENT;
    }

    @Override
    protected void doWrite(ChannelOutboundBuffer in) {
      for (; takes > 0 && !in.isEmpty(); takes--) {
        in.remove();
      }
    }

    void take(int writes) {
      takes = writes;
      flush();
      runPendingTasks();
    }

    void fill() {
      while (isWritable()) {
        write(Unpooled.wrappedBuffer(new byte[WRITE_BYTES]));
      }
      take(0);
    }
  }

  private final FakeTransportContext context = new FakeTransportContext();
  private final CounterSet<RtspCounter> counters = new CounterSet<>(RtspCounter.class, Map.of());
  private final ExecutorService work = Executors.newVirtualThreadPerTaskExecutor();
  private final Slow channel = new Slow();
  private Connection connection;

  @BeforeEach
  void connect() {
    final ErrorLog errors = new ErrorLog(System.getLogger("test"), context.clock()::nanos);
    final Sending sending = new Sending(Runnable::run, context.clock(), counters, errors, 1);
    final Callers callers = new Callers(1);
    assertThat(callers.enter(CLIENT.getAddress())).isTrue();
    connection =
        new Connection(
            new Site(
                context,
                new Fans(sending),
                work,
                counters,
                errors,
                callers,
                Users.parse(List.of()).orElseThrow(),
                "main",
                new PortRange(31_000, 31_001),
                TimeUnit.SECONDS.toNanos(60),
                false),
            channel);
    channel.pipeline().addLast(connection);
  }

  @AfterEach
  void close() {
    channel.close();
    work.close();
  }

  private long count(RtspCounter counter) {
    return counters.readings().stream()
        .filter(reading -> reading.descriptor() == counter)
        .mapToLong(reading -> reading.value())
        .sum();
  }

  private void pass(int seconds) {
    context.clock().pass(Duration.ofSeconds(seconds));
    connection.tick(context.clock().nanos());
    channel.runPendingTasks();
  }

  private void ask() {
    channel.writeInbound(
        Unpooled.copiedBuffer("OPTIONS * RTSP/1.0\r\nCSeq: 1\r\n\r\n", StandardCharsets.US_ASCII));
  }

  @Test
  void anEndedOneClosesAlsoWhenItsLastBytesAreNotTakenAndServesNoMore() {
    ask();
    assertThat(count(RtspCounter.REQUESTS)).isEqualTo(1);
    connection.end(new Problem(ErrorCode.STREAM_ENDED, ""));
    ask();
    assertThat(count(RtspCounter.REQUESTS)).isEqualTo(1);
    assertThat(channel.isOpen()).as("the answer waits to be taken").isTrue();
    pass(2);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void oneThatTakesLittleIsKept() {
    ask();
    channel.fill();
    for (int i = 0; i < 3; i++) {
      pass(6);
      channel.take(1);
      assertThat(channel.isWritable()).isFalse();
      pass(6);
    }
    assertThat(channel.isOpen()).isTrue();
    assertThat(count(RtspCounter.PLAYERS_TOO_SLOW)).isZero();
  }

  @Test
  void oneThatTakesNothingIsEnded() {
    ask();
    channel.fill();
    pass(11);
    assertThat(count(RtspCounter.PLAYERS_TOO_SLOW)).isEqualTo(1);
    pass(2);
    assertThat(channel.isOpen()).isFalse();
  }
}
