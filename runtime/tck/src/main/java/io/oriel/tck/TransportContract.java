package io.oriel.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.transport.OpenTransport;
import io.oriel.api.transport.Transport;
import io.oriel.api.transport.ViewerSession;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/**
 * What {@link Transport}, {@link OpenTransport} and {@link ViewerSession} ask of a transport that
 * has a port of its own on the loopback, or something like a port. Viewers are real ones, as far as
 * the transport can tell; the streams are {@link FakeStream}s, whose access units are no video that
 * can be decoded.
 */
public abstract class TransportContract {
  private static final int PICTURE = 2000;
  private static final int LARGE_PICTURE = 64 << 10;
  private static final int LARGE_PICTURES = 300;
  private static final int PIECES_OF_GARBAGE = 200;

  private final FakeTransportContext context = new FakeTransportContext();
  private final List<RemoteViewer> viewers = new ArrayList<>();
  private final List<OpenTransport> opened = new ArrayList<>();
  private FakeStream main;
  private int port;

  /** A new transport that will listen on this port of the loopback. */
  protected abstract Transport transport(int onPort) throws OrielException;

  /**
   * Connects a viewer to the transport that was made last.
   *
   * @param toPort where it listens
   * @throws IOException if the viewer is turned away
   */
  protected abstract RemoteViewer connect(int toPort, String stream) throws IOException;

  /** What kind of port it is. */
  protected Ports ports() {
    return LoopbackPorts.TCP;
  }

  /**
   * Whether it offers each stream by itself, as soon as it is told of it, and watches it whether
   * there are viewers or not. One that does opens where somebody has its port, and says in its
   * reach that a stream cannot be offered there.
   */
  protected boolean offersEachStream() {
    return false;
  }

  /** How long anything may take that is not said to be quick. */
  protected Duration patience() {
    return Duration.ofSeconds(30);
  }

  private OpenTransport open() throws IOException, OrielException {
    main = context.add(new FakeStream("main"));
    OpenTransport open = openWithout();
    awaitOffered(main);
    return open;
  }

  private OpenTransport openWithout() throws IOException, OrielException {
    try (Ports.Taken free = ports().take(0)) {
      port = free.number();
    }
    OpenTransport open = transport(port).open(context);
    opened.add(open);
    return open;
  }

  /** Viewers of a stream that is not offered would be turned away. */
  private void awaitOffered(FakeStream stream) {
    if (offersEachStream()) {
      happens(() -> stream.watching() > 0);
    }
  }

  /** How often it watches a stream that has no viewers. */
  private int idle() {
    return offersEachStream() ? 1 : 0;
  }

  @AfterEach
  final void closeEverything() {
    viewers.forEach(RemoteViewer::close);
    opened.forEach(TransportContract::closeQuietly);
  }

  private static void closeQuietly(OpenTransport open) {
    try {
      open.close();
    } catch (RuntimeException closedBefore) {
      // The rule that closes it says what it thinks of that.
    }
  }

  private RemoteViewer connect() throws IOException {
    return connect("main");
  }

  private RemoteViewer connect(String stream) throws IOException {
    FutureTask<RemoteViewer> connecting = new FutureTask<>(() -> connect(port, stream));
    try {
      run("connecting", connecting);
      RemoteViewer viewer = connecting.get();
      viewers.add(viewer);
      return viewer;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException refused ? refused : new IOException(e.getCause());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /** Runs it, for as long as patience lasts. */
  private void run(String what, FutureTask<?> task)
      throws ExecutionException, InterruptedException {
    Thread.ofPlatform().daemon().name("tck-" + what).start(task);
    try {
      task.get(patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      fail(what + " does not return");
    }
  }

  /** Publishes until the viewer has more pictures than it had; false if that does not happen. */
  private boolean seesMore(FakeStream stream, RemoteViewer viewer) {
    int before = viewer.pictures();
    return happens(() -> {
      stream.publish(PICTURE);
      return viewer.pictures() > before;
    });
  }

  private boolean happens(BooleanSupplier what) {
    try {
      await().pollInterval(Duration.ofMillis(20)).atMost(patience()).until(what::getAsBoolean);
      return true;
    } catch (ConditionTimeoutException e) {
      return false;
    }
  }

  /** A viewer that has seen something. */
  private RemoteViewer watching() throws IOException {
    RemoteViewer viewer = connect();
    if (!seesMore(main, viewer)) {
      throw new TestAbortedException("viewersSeeTheStream says more");
    }
    return viewer;
  }

  private FakeViewerSession session(int number) {
    return context.sessions().get(number);
  }

  /** Who connects is asked for by the stream's name and sees its pictures. */
  @Test
  public final void viewersSeeTheStream() throws Exception {
    open();
    RemoteViewer viewer = connect();
    assertThat(seesMore(main, viewer)).as("sees a picture").isTrue();
    assertThat(context.sessions()).hasSize(1);
    assertThat(session(0).request().stream()).isEqualTo("main");
    assertThat(session(0).request().transport()).isNotBlank();
    assertThat(viewer.ended()).isFalse();
  }

  /** Whoever is not admitted sees nothing. */
  @Test
  public final void whoIsNotAdmittedIsTurnedAway() throws Exception {
    open();
    assertTurnedAway("nobody");
    main.ready(false);
    assertTurnedAway("main");
    assertThat(context.sessions()).isEmpty();
    assertThat(main.watching()).as("subscriptions for nobody").isEqualTo(idle());
  }

  private void assertTurnedAway(String stream) {
    RemoteViewer viewer;
    try {
      viewer = connect(stream);
    } catch (IOException refused) {
      return;
    }
    assertThat(happens(viewer::ended)).as("turned away from %s", stream).isTrue();
    assertThat(viewer.pictures()).isZero();
  }

  /** Several see the same stream at the same time. */
  @Test
  public final void twoViewersSeeTheSame() throws Exception {
    open();
    RemoteViewer first = watching();
    RemoteViewer second = watching();
    assertThat(seesMore(main, first)).as("the first sees more").isTrue();
    assertThat(seesMore(main, second)).as("the second sees more").isTrue();
  }

  private RemoteViewer[] watchingTogether() throws IOException {
    RemoteViewer[] two = {watching(), watching()};
    if (!seesMore(main, two[0])) {
      throw new TestAbortedException("twoViewersSeeTheSame says more");
    }
    return two;
  }

  /** Of a viewer that leaves the session is told, and the stream is watched no more. */
  @Test
  public final void whoLeavesIsGone() throws Exception {
    open();
    watching().close();
    assertThat(happens(() -> leftOrPublish(0))).as("left").isTrue();
    assertThat(happens(() -> main.watching() == idle())).as("watched by nobody").isTrue();
  }

  /** Some notice only when they send. */
  private boolean leftOrPublish(int number) {
    main.publish(PICTURE);
    return !session(number).left().isEmpty();
  }

  /** The others go on seeing when one leaves. */
  @Test
  public final void whoLeavesDisturbsNobody() throws Exception {
    open();
    RemoteViewer[] two = watchingTogether();
    two[1].close();
    happens(() -> leftOrPublish(1));
    assertThat(seesMore(main, two[0])).as("the other sees more").isTrue();
  }

  /** Whom the server tells to leave through the link is disconnected, and has left then. */
  @Test
  public final void whoIsToldToLeaveIsGone() throws Exception {
    open();
    RemoteViewer viewer = watching();
    session(0).request().link().close(new Problem(ErrorCode.STREAM_ENDED, "by the contract"));
    assertThat(happens(viewer::ended)).as("disconnected").isTrue();
    assertThat(happens(() -> !session(0).left().isEmpty())).as("left").isTrue();
  }

  /** A stream that is there later than the transport can be seen too. */
  @Test
  public final void aStreamThatComesLaterIsSeen() throws Exception {
    open();
    watching();
    FakeStream later = context.add(new FakeStream("later"));
    awaitOffered(later);
    try {
      assertThat(seesMore(later, connect("later"))).isTrue();
    } catch (IOException refused) {
      fail("turned away from the later stream", refused);
    }
  }

  /** It can be opened before there is any stream. */
  @Test
  public final void itOpensWithoutStreams() throws IOException {
    try {
      openWithout().close();
    } catch (OrielException | RuntimeException e) {
      fail("without streams", e);
    }
  }

  /** A keyframe is told of once for each viewer and epoch. */
  @Test
  public final void aKeyframeIsToldOfOncePerEpoch() throws Exception {
    open();
    RemoteViewer viewer = watching();
    seesMore(main, viewer);
    assertThat(happens(() -> session(0).keyframes().equals(List.of(1L)))).as("told").isTrue();
    main.epoch(2);
    seesMore(main, viewer);
    seesMore(main, viewer);
    assertThat(happens(() -> session(0).keyframes().contains(2L))).as("told anew").isTrue();
    assertThat(session(0).keyframes()).containsExactly(1L, 2L);
  }

  /** Draining ends every viewer and lets nobody in. */
  @Test
  public final void drainingEndsEveryViewer() throws Exception {
    OpenTransport open = open();
    RemoteViewer viewer = watching();
    within("drain", () -> open.drain(context.clock().nanos() + TimeUnit.SECONDS.toNanos(5)));
    assertThat(session(0).left()).as("left").isNotEmpty();
    assertThat(happens(viewer::ended)).as("disconnected").isTrue();
    assertTurnedAway("main");
  }

  /** Closing ends every viewer. */
  @Test
  public final void closingEndsEveryViewer() throws Exception {
    OpenTransport open = open();
    watching();
    within("close", open::close);
    assertThat(happens(() -> !session(0).left().isEmpty())).as("left").isTrue();
  }

  /** When it is closed its port is free, at once. */
  @Test
  public final void closingFreesThePort() throws Exception {
    OpenTransport open = open();
    watching();
    within("close", open::close);
    try (Ports.Taken again = ports().take(port)) {
      assertThat(again.number()).isEqualTo(port);
    } catch (IOException e) {
      fail("port " + port + " is not free", e);
    }
  }

  private void within(String what, Runnable task) throws InterruptedException {
    try {
      run(what, new FutureTask<>(task, true));
    } catch (ExecutionException e) {
      fail(what + " fails", e.getCause());
    }
  }

  /**
   * A port that somebody has is refused as {@link ErrorCode#PORT_IN_USE}, by its number; whoever
   * offers each stream by itself says so in its reach.
   */
  @Test
  public final void aTakenPortIsRefused() throws IOException {
    context.add(new FakeStream("main"));
    try (Ports.Taken taken = ports().take(0)) {
      assertTaken(taken.number());
    }
  }

  private void assertTaken(int number) {
    OpenTransport open;
    try {
      open = transport(number).open(context);
    } catch (OrielException refused) {
      assertThat(refused.code()).isEqualTo(ErrorCode.PORT_IN_USE);
      assertThat(refused).hasMessageContaining(String.valueOf(number));
      return;
    } catch (RuntimeException e) {
      fail("a taken port is not refused as it should be", e);
      return;
    }
    opened.add(open);
    assertThat(offersEachStream()).as("it may open where the port is taken").isTrue();
    assertThat(happens(() -> !open.reach().problems().isEmpty())).as("says why").isTrue();
  }

  /** Whatever bytes come to its port, viewers go on seeing. */
  @Test
  public final void garbageDisturbsNobody() throws Exception {
    open();
    RemoteViewer viewer = watching();
    Random random = new Random(20261122);
    for (int piece = 0; piece < PIECES_OF_GARBAGE; piece++) {
      byte[] bytes = new byte[1 + random.nextInt(1200)];
      random.nextBytes(bytes);
      try {
        ports().send(port, bytes);
      } catch (IOException shutOut) {
        // It may well refuse whoever behaves like that.
      }
    }
    assertThat(seesMore(main, viewer)).as("sees more").isTrue();
  }

  /** One that does not read holds up neither the stream nor the others. */
  @Test
  public final void aSlowViewerHoldsUpNobody() throws Exception {
    open();
    RemoteViewer[] two = watchingTogether();
    two[1].stall();
    within(
        "publishing beside a slow viewer",
        () -> {
          for (int picture = 0; picture < LARGE_PICTURES; picture++) {
            main.publish(LARGE_PICTURE);
          }
        });
    assertThat(seesMore(main, two[0])).as("the other sees more").isTrue();
  }

  /** Every frame and unit that it retains it releases, at the latest when it is closed. */
  @Test
  public final void whatItKeepsItGivesBack() throws Exception {
    OpenTransport open = open();
    watching();
    within("close", open::close);
    assertThat(happens(() -> main.unreleased() == 0)).as("everything is released").isTrue();
    assertThat(happens(() -> main.watching() == 0)).as("watched by nobody").isTrue();
  }
}
