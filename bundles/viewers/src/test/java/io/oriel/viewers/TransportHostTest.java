package io.oriel.viewers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.stream.Stream;
import io.oriel.api.swap.ServiceUse;
import io.oriel.api.transport.OpenTransport;
import io.oriel.api.transport.Reach;
import io.oriel.api.transport.StreamListener;
import io.oriel.api.transport.Transport;
import io.oriel.api.transport.TransportContext;
import io.oriel.api.transport.TransportStatus;
import io.oriel.api.transport.ViewerRequest;
import io.oriel.api.transport.ViewerSession;
import io.oriel.tck.FakeStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TransportHostTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  private final List<String> log = new CopyOnWriteArrayList<>();
  private final StreamDirectory streams = new StreamDirectory();
  private final CounterSet<ViewerCounter> counters =
      new CounterSet<>(ViewerCounter.class, Map.of());
  private final HandClock clock = new HandClock(() -> 0);
  private final Lobby lobby = new Lobby(9, streams, new Conversation(counters), counters, clock);
  private final TransportHost host = host(TransportDoor.Limits.USUAL);

  /** What hangs is let go at the end. */
  private final CountDownLatch never = new CountDownLatch(1);

  @AfterEach
  void close() {
    never.countDown();
    host.close();
  }

  private TransportHost host(TransportDoor.Limits limits) {
    return new TransportHost(new TransportDoor(clock, streams, lobby, limits), counters);
  }

  /** Gives up soon what does not return; enough for what does on a busy machine. */
  private TransportHost impatient() {
    return host(new TransportDoor.Limits(Duration.ofSeconds(3), Duration.ofSeconds(3)));
  }

  private static Map<String, Object> properties(int ranking, long id) {
    return Map.of("oriel.transport", "t", "service.ranking", ranking, "service.id", id);
  }

  @Test
  void replaysStreamsAndTellsOfNewAndEndedOnes() {
    FakeStream early = new FakeStream("early");
    FakeStream late = new FakeStream("late");
    streams.add(early);
    host.add(new FakeTransport("a", false), properties(0, 1));
    await().until(() -> log.contains("a added early"));
    streams.add(late);
    streams.remove(early);
    assertThat(log).containsExactly("a open", "a added early", "a added late", "a removed early");
  }

  @Test
  void successorOpensOnlyAfterItsPredecessorHasClosed() {
    host.add(new FakeTransport("a", false), properties(0, 1));
    await().until(() -> log.contains("a open"));
    host.add(new FakeTransport("b", false), properties(5, 2));
    await().until(() -> log.contains("b open"));
    assertThat(log).containsExactly("a open", "a drain", "a close", "b open");
  }

  @Test
  void viewersOfAReplacedTransportAreToldToComeBackAndThoseOfOthersNothing() throws Exception {
    streams.add(new FakeStream("main"));
    FakeTransport a = new FakeTransport("a", false);
    host.add(a, properties(0, 1));
    await().until(() -> log.contains("a open"));
    FakeLink gone = a.admit();
    FakeLink staying = a.admit();
    a.sessions.getFirst().leave(new Problem(ErrorCode.VIEWER_GONE, ""));
    FakeTransport other = new FakeTransport("other", false);
    host.add(other, Map.of("oriel.transport", "another", "service.id", 3L));
    await().until(() -> log.contains("other open"));
    FakeLink elsewhere = other.admit();
    FakeTransport b = new FakeTransport("b", false);
    host.add(b, properties(0, 2));
    await().until(() -> log.contains("b open"));
    assertThat(staying.closed).containsExactly(new Problem(ErrorCode.TRANSPORT_REPLACED, ""));
    assertThat(gone.closed).isEmpty();
    assertThat(elsewhere.closed).isEmpty();
    FakeLink back = b.admit();
    host.remove(a, properties(0, 1));
    assertThat(back.closed).isEmpty();
    host.remove(b, properties(0, 2));
    assertThat(back.closed).containsExactly(new Problem(ErrorCode.SERVER_STOPPING, ""));
  }

  @Test
  void predecessorServesAgainWhenItsSuccessorFails() {
    host.add(new FakeTransport("a", false), properties(0, 1));
    await().until(() -> log.contains("a open"));
    host.add(new FakeTransport("b", true), properties(5, 2));
    await().until(() -> log.size() == 5);
    assertThat(log).containsExactly("a open", "a drain", "a close", "b fails", "a open");
    await().untilAsserted(() -> assertThat(host.problems()).isEmpty());
    assertThat(host.uses())
        .containsExactly(
            new ServiceUse(
                2,
                "t",
                "",
                ServiceUse.State.GIVEN_UP,
                Optional.of(new Problem(ErrorCode.PORT_IN_USE, "port 1 (port)"))),
            new ServiceUse(1, "t", "", ServiceUse.State.SERVING, Optional.empty()));
  }

  @Test
  void aSuccessorThatFailedIsTriedAgainWhenNothingElseIsLeft() {
    FakeTransport a = new FakeTransport("a", false);
    host.add(a, properties(0, 1));
    await().until(() -> log.contains("a open"));
    host.add(new FakeTransport("b", true), properties(5, 2));
    await().until(() -> log.size() == 5);
    host.add(new FakeTransport("c", true), properties(4, 3));
    await().until(() -> log.size() == 9);
    log.clear();
    host.remove(a, properties(0, 1));
    assertThat(log).startsWith("a drain", "a close", "b fails");
    // Each second once more.
    assertThat(log.subList(3, log.size())).allMatch("b fails"::equals);
    assertThat(host.problems()).isNotEmpty();
  }

  @Test
  void amongEqualsTheNewerOneTakesOver() {
    host.add(new FakeTransport("a", false), properties(0, 1));
    await().until(() -> log.contains("a open"));
    host.add(new FakeTransport("b", false), properties(0, 2));
    await().until(() -> log.contains("b open"));
    assertThat(host.uses()).extracting(ServiceUse::state).containsOnly(ServiceUse.State.SERVING);
  }

  @Test
  void removalReturnsWhenTheTransportIsClosedAndTheNextOneTakesOver() {
    FakeTransport a = new FakeTransport("a", false);
    host.add(a, properties(0, 1));
    await().until(() -> log.contains("a open"));
    host.add(new FakeTransport("b", false), properties(0, 2));
    host.remove(a, properties(0, 1));
    assertThat(log).containsExactly("a open", "a drain", "a close", "b open");
  }

  @Test
  void aTransportThatDoesNotOpenIsTriedAgainUntilItDoes() {
    FakeTransport patient = new FakeTransport("a", true);
    host.add(patient, properties(0, 1));
    await().until(() -> log.size() > 1);
    assertThat(host.problems()).isNotEmpty();
    patient.fails = false;
    await().until(() -> log.contains("a open"));
    await().untilAsserted(() -> assertThat(host.problems()).isEmpty());
  }

  @Test
  void aTransportThatDidNotOpenStaysClosedWhenTheHostIs() {
    FakeTransport patient = new FakeTransport("a", true);
    try (TransportHost closing = host(TransportDoor.Limits.USUAL)) {
      closing.add(patient, properties(0, 1));
      await().until(() -> log.contains("a fails"));
    }
    patient.fails = false;
    // What waits to be tried again keeps the thread until its time has come.
    await()
        .until(() ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("oriel-transport-t")));
    assertThat(log).doesNotContain("a open");
  }

  private static void passed(CountDownLatch gate) {
    boolean interrupted = false;
    while (true) {
      try {
        gate.await();
        break;
      } catch (InterruptedException e) {
        // As what hangs in native code does not hear it.
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static ServiceUse use(TransportHost host, long id) {
    return host.uses().stream().filter(one -> one.serviceId() == id).findFirst().orElseThrow();
  }

  @Test
  void predecessorServesAgainWhenItsSuccessorDoesNotReturnFromOpening() throws Exception {
    streams.add(new FakeStream("main"));
    try (TransportHost hasty = impatient()) {
      FakeTransport a = new FakeTransport("a", false);
      hasty.add(a, properties(0, 1));
      await().until(() -> use(hasty, 1).state() == ServiceUse.State.SERVING);
      FakeTransport b = new FakeTransport("b", false);
      CountDownLatch later = new CountDownLatch(1);
      hasty.add(
          context -> {
            log.add("b hangs");
            passed(later);
            OpenTransport open = b.open(context);
            log.add("b returns");
            return open;
          },
          properties(0, 2));
      await().atMost(SOON).until(() -> use(hasty, 2).state() == ServiceUse.State.GIVEN_UP);
      await().atMost(SOON).until(() -> hasty.settled() && hasty.problems().isEmpty());
      assertThat(log)
          .containsExactly(
              "a open", "a added main", "a drain", "a close", "b hangs", "a open", "a added main");
      FakeLink viewer = a.admit();

      log.clear();
      later.countDown();
      await().atMost(SOON).until(() -> log.contains("b close"));
      assertThat(log).doesNotContain("b added main", "a close");
      assertThat(use(hasty, 2).problem().orElseThrow().detail())
          .isEqualTo("it did not open within 3000 ms");
      assertThat(catchThrowableOfType(OrielException.class, b::admit).code())
          .as("nobody is let in by it")
          .isEqualTo(ErrorCode.SERVER_STOPPING);
      assertThat(viewer.closed).isEmpty();
    }
  }

  @Test
  void aTransportThatDoesNotReturnFromOpeningIsTriedAndKeepsNoOtherFromIt() {
    Duration ever = Duration.ofHours(1);
    try (TransportHost patient = host(new TransportDoor.Limits(ever, ever))) {
      FakeTransport a = new FakeTransport("a", false);
      patient.add(
          context -> {
            log.add("a begins");
            passed(never);
            return a.open(context);
          },
          properties(0, 1));
      assertThat(use(patient, 1).state()).isEqualTo(ServiceUse.State.TRYING);
      await().until(() -> log.contains("a begins"));
      patient.add(new FakeTransport("better", false), properties(9, 2));
      assertThat(use(patient, 1).state()).as("not needed now").isEqualTo(ServiceUse.State.WAITING);
      assertThat(use(patient, 2).state()).isEqualTo(ServiceUse.State.TRYING);
      FakeTransport other = new FakeTransport("other", false);
      Map<String, Object> another = Map.of("oriel.transport", "another", "service.id", 3L);
      patient.add(other, another);
      await().until(() -> log.contains("other open"));
      patient.remove(other, another);
      assertThat(log).containsExactly("a begins", "other open", "other drain", "other close");
      never.countDown();
      await().until(() -> log.contains("better open"));
    }
  }

  @Test
  void theOnlyTransportThatHungSaysSoAndIsTriedAgainOnceItHasReturned() {
    try (TransportHost hasty = impatient()) {
      FakeTransport a = new FakeTransport("a", false);
      CountDownLatch later = new CountDownLatch(1);
      hasty.add(
          context -> {
            log.add("a begins");
            passed(later);
            return a.open(context);
          },
          properties(0, 1));
      await().atMost(SOON).until(() -> !hasty.problems().isEmpty());
      assertThat(hasty.settled()).as("it is known why").isTrue();
      later.countDown();
      await().atMost(SOON).until(() -> hasty.problems().isEmpty());
      assertThat(use(hasty, 1).state()).isEqualTo(ServiceUse.State.SERVING);
      assertThat(log)
          .containsExactly("a begins", "a open", "a drain", "a close", "a begins", "a open");
    }
  }

  @Test
  void aPredecessorThatDoesNotReturnFromClosingIsLeftToItself() {
    try (TransportHost hasty = impatient()) {
      FakeTransport a = new FakeTransport("a", false);
      a.closing = () -> passed(never);
      hasty.add(a, properties(0, 1));
      await().until(() -> log.contains("a open"));
      FakeTransport b = new FakeTransport("b", true);
      hasty.add(b, properties(0, 2));
      await().atMost(SOON).until(() -> log.stream().filter("b fails"::equals).count() > 1);
      assertThat(log).as("it is not told to open").containsOnlyOnce("a open");
      b.fails = false;
      await().atMost(SOON).until(() -> log.contains("b open"));
    }
  }

  @Test
  void allViewersAreToldAndTheTransportDrainedThoughALinkFails() throws Exception {
    streams.add(new FakeStream("main"));
    FakeTransport a = new FakeTransport("a", false);
    host.add(a, properties(0, 1));
    await().until(() -> log.contains("a open"));
    for (int i = 0; i < 3; i++) {
      a.admit(
          new FakeLink() {
            @Override
            public void close(Problem reason) {
              super.close(reason);
              log.add("goodbye");
              throw new IllegalStateException("on purpose");
            }
          });
    }
    log.clear();
    host.remove(a, properties(0, 1));
    assertThat(log).containsExactly("goodbye", "goodbye", "goodbye", "a drain", "a close");
  }

  @Test
  void aTransportThatThrowsAtAStreamKeepsNoOtherFromHearing() {
    FakeTransport a = new FakeTransport("a", false);
    a.deaf = true;
    host.add(a, properties(0, 1));
    await().until(() -> log.contains("a open"));
    host.add(
        new FakeTransport("other", false), Map.of("oriel.transport", "another", "service.id", 3L));
    await().until(() -> log.contains("other open"));
    FakeStream stream = new FakeStream("main");
    streams.add(stream);
    streams.remove(stream);
    assertThat(log).contains("a added main", "other added main", "other removed main");
  }

  @Test
  void aTransportThatHearsOfAStreamForEverKeepsNoOtherFromListening() {
    FakeTransport a = new FakeTransport("a", false);
    a.hearing = () -> passed(never);
    host.add(a, properties(0, 1));
    await().until(() -> log.contains("a open"));
    Thread.ofPlatform().daemon().start(() -> streams.add(new FakeStream("main")));
    await().until(() -> log.contains("a added main"));
    host.add(
        new FakeTransport("other", false), Map.of("oriel.transport", "another", "service.id", 3L));
    await().until(() -> log.contains("other added main"));
  }

  @Test
  void isNotSettledWhileATransportOpens() throws Exception {
    assertThat(host.settled()).isTrue();
    CountDownLatch opening = new CountDownLatch(1);
    FakeTransport slow = new FakeTransport("a", false);
    host.add(
        context -> {
          try {
            opening.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return slow.open(context);
        },
        properties(0, 1));
    assertThat(host.settled()).isFalse();
    assertThat(host.states())
        .containsExactly(
            new TransportStatus("t", TransportStatus.State.OPENING, new Reach("", List.of())));
    opening.countDown();
    await().until(host::settled);
    assertThat(log).containsExactly("a open");
    assertThat(host.states())
        .containsExactly(
            new TransportStatus("t", TransportStatus.State.OPEN, new Reach("a:1", List.of())));
  }

  @Test
  void saysWhyATransportIsNotThere() {
    FakeTransport broken = new FakeTransport("a", true);
    host.add(broken, properties(0, 1));
    await()
        .untilAsserted(() ->
            assertThat(host.problems())
                .containsExactly(new Problem(ErrorCode.PORT_IN_USE, "port 1 (port)")));
    assertThat(host.settled()).as("it is known why").isTrue();
    assertThat(host.states())
        .containsExactly(
            new TransportStatus("t", TransportStatus.State.FAILED, new Reach("", host.problems())));
    host.remove(broken, properties(0, 1));
    assertThat(host.states()).isEmpty();
    assertThat(host.problems()).isEmpty();
  }

  private final class FakeTransport implements Transport, StreamListener {
    private final String name;
    private volatile boolean fails;
    private volatile boolean deaf;
    private volatile Runnable hearing = () -> {};
    private volatile Runnable closing = () -> {};
    private final List<ViewerSession> sessions = new CopyOnWriteArrayList<>();
    private volatile TransportContext context;

    FakeTransport(String name, boolean fails) {
      this.name = name;
      this.fails = fails;
    }

    @Override
    public OpenTransport open(TransportContext context) throws OrielException {
      if (fails) {
        log.add(name + " fails");
        throw new OrielException(ErrorCode.PORT_IN_USE, "port 1 (port)");
      }
      this.context = context;
      log.add(name + " open");
      context.streams(this);
      return new OpenTransport() {
        @Override
        public Reach reach() {
          return new Reach(name + ":1", List.of());
        }

        @Override
        public void drain(long deadlineNanos) {
          log.add(name + " drain");
        }

        @Override
        public void close() {
          log.add(name + " close");
          closing.run();
        }
      };
    }

    FakeLink admit() throws OrielException {
      return admit(new FakeLink());
    }

    FakeLink admit(FakeLink link) throws OrielException {
      sessions.add(context.admit(ViewerRequest.of(name, "main", link).build()));
      return link;
    }

    @Override
    public void added(Stream stream) {
      log.add(name + " added " + stream.info().name());
      hearing.run();
      if (deaf) {
        throw new IllegalStateException("on purpose");
      }
    }

    @Override
    public void removed(Stream stream) {
      log.add(name + " removed " + stream.info().name());
    }
  }
}
