package io.oriel.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.transport.OpenTransport;
import io.oriel.api.transport.Reach;
import io.oriel.api.transport.StreamListener;
import io.oriel.api.transport.Transport;
import io.oriel.api.transport.TransportContext;
import io.oriel.api.transport.ViewerLink;
import io.oriel.api.transport.ViewerRequest;
import io.oriel.api.transport.ViewerSession;
import io.oriel.api.video.AccessUnit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The sample keeps the contract; each of those below breaks one rule, and that one fails. */
class TransportContractTest {
  private static final List<SampleTransport> LEFT_OPEN = new ArrayList<>();
  private static IntFunction<Transport> part = SampleTransport::new;
  private static Duration patience = Duration.ofSeconds(30);

  /** The contract of the sample in question. */
  static class Sample extends TransportContract {
    @Override
    protected Transport transport(int onPort) {
      return part.apply(onPort);
    }

    @Override
    protected RemoteViewer connect(int toPort, String stream) throws IOException {
      return new SampleViewer(toPort, stream);
    }

    @Override
    protected Duration patience() {
      return patience;
    }
  }

  /** The contract of one that offers each stream by itself. */
  static class Offering extends Sample {
    @Override
    protected boolean offersEachStream() {
      return true;
    }
  }

  @AfterAll
  static void closeWhatIsLeft() {
    LEFT_OPEN.forEach(SampleTransport::closeServer);
  }

  private static Map<String, IntFunction<Transport>> broken() {
    Map<String, IntFunction<Transport>> broken = new TreeMap<>();
    broken.put("viewersSeeTheStream", Dark::new);
    broken.put("whoIsNotAdmittedIsTurnedAway", LettingAllIn::new);
    broken.put("twoViewersSeeTheSame", ForOne::new);
    broken.put("whoLeavesIsGone", KeepingWhoLeft::new);
    broken.put("whoLeavesDisturbsNobody", HaltedByOne::new);
    broken.put("whoIsToldToLeaveIsGone", Deaf::new);
    broken.put("aStreamThatComesLaterIsSeen", KnowingTheFirst::new);
    broken.put("itOpensWithoutStreams", NeedingAStream::new);
    broken.put("aKeyframeIsToldOfOncePerEpoch", TellingEachKeyframe::new);
    broken.put("drainingEndsEveryViewer", NotDraining::new);
    broken.put("closingEndsEveryViewer", ClosingSocketsOnly::new);
    broken.put("closingFreesThePort", KeepingThePort::new);
    broken.put("aTakenPortIsRefused", ThrowingOnATakenPort::new);
    broken.put("garbageDisturbsNobody", EndedByGarbage::new);
    broken.put("aSlowViewerHoldsUpNobody", WritingAtOnce::new);
    broken.put("whatItKeepsItGivesBack", Hoarding::new);
    return broken;
  }

  static Stream<Map.Entry<String, IntFunction<Transport>>> samples() {
    return broken().entrySet().stream();
  }

  @Test
  void theSampleKeepsEveryRule() {
    part = SampleTransport::new;
    patience = Duration.ofSeconds(30);
    assertThat(Broken.rules(Sample.class)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void whatBreaksARuleFailsThatRule(Map.Entry<String, IntFunction<Transport>> sample) {
    part = sample.getValue();
    Set<String> broken = Set.of(sample.getKey());
    assertThat(rules(Sample.class, broken::equals)).isEqualTo(broken);
  }

  /**
   * The rules that fail. What is too impatient for a busy machine fails other rules than it should:
   * only then wait long.
   */
  private static Set<String> rules(Class<?> contract, Predicate<Set<String>> expected) {
    patience = Duration.ofSeconds(1);
    Set<String> rules = Broken.rules(contract);
    if (!expected.test(rules)) {
      patience = Duration.ofSeconds(15);
      rules = Broken.rules(contract);
    }
    return rules;
  }

  @Test
  void everyRuleHasASampleThatBreaksIt() {
    assertThat(broken().keySet()).isEqualTo(Broken.allRules(TransportContract.class));
  }

  @Test
  void whoOffersEachStreamKeepsEveryRule() {
    part = OfferingTransport::new;
    patience = Duration.ofSeconds(30);
    assertThat(Broken.rules(Offering.class)).isEmpty();
  }

  @Test
  void whoOffersEachStreamHasToSayWhatIsTaken() {
    part = SayingNothing::new;
    String broken = "aTakenPortIsRefused";
    assertThat(rules(Offering.class, rules -> rules.contains(broken))).contains(broken);
  }

  @Test
  void whoOffersNoStreamByItselfHasToKeepThoseRules() {
    part = OfferingTransport::new;
    Set<String> broken =
        Set.of("whoIsNotAdmittedIsTurnedAway", "whoLeavesIsGone", "aTakenPortIsRefused");
    assertThat(rules(Sample.class, rules -> rules.containsAll(broken))).containsAll(broken);
  }

  private static final class SayingNothing extends OfferingTransport {
    SayingNothing(int port) {
      super(port);
    }

    @Override
    public Reach reach() {
      return new Reach("", List.of());
    }
  }

  private static final class Dark extends SampleTransport {
    Dark(int port) {
      super(port);
    }

    @Override
    void take(Connection connection, AccessUnit unit) {}
  }

  /** A session for whom there is none. */
  private static final class LettingAllIn extends SampleTransport {
    LettingAllIn(int port) {
      super(port);
    }

    @Override
    ViewerSession admit(Connection connection, String stream) throws OrielException {
      try {
        return super.admit(connection, stream);
      } catch (OrielException refused) {
        if (context.stream(stream).isEmpty()) {
          throw refused;
        }
        return new FakeViewerSession("nobody", ViewerRequest.of("", stream, connection).build());
      }
    }
  }

  private static final class ForOne extends SampleTransport {
    private volatile Connection newest;

    ForOne(int port) {
      super(port);
    }

    @Override
    ViewerSession admit(Connection connection, String stream) throws OrielException {
      newest = connection;
      return super.admit(connection, stream);
    }

    @Override
    void take(Connection connection, AccessUnit unit) {
      if (connection == newest) {
        super.take(connection, unit);
      }
    }
  }

  private static final class KeepingWhoLeft extends SampleTransport {
    KeepingWhoLeft(int port) {
      super(port);
    }

    @Override
    void gone(Connection connection, Problem reason) {
      if (reason.code() != ErrorCode.VIEWER_GONE) {
        super.gone(connection, reason);
      }
    }
  }

  private static final class HaltedByOne extends SampleTransport {
    private volatile boolean halted;

    HaltedByOne(int port) {
      super(port);
    }

    @Override
    void gone(Connection connection, Problem reason) {
      halted = true;
      super.gone(connection, reason);
    }

    @Override
    void take(Connection connection, AccessUnit unit) {
      if (!halted) {
        super.take(connection, unit);
      }
    }
  }

  /** Leaves whom the server tells to leave, but not when it drains. */
  private static final class Deaf extends SampleTransport {
    Deaf(int port) {
      super(port);
    }

    @Override
    ViewerSession admit(Connection connection, String stream) throws OrielException {
      return context.admit(ViewerRequest.of("sample", stream, new Silent()).build());
    }
  }

  private static final class Silent implements ViewerLink {
    @Override
    public boolean send(String text) {
      return false;
    }

    @Override
    public void close(Problem reason) {}
  }

  private static final class KnowingTheFirst extends SampleTransport implements StreamListener {
    private final Set<String> first = new HashSet<>();
    private boolean begun;

    KnowingTheFirst(int port) {
      super(port);
    }

    @Override
    public OpenTransport open(TransportContext on) throws OrielException {
      on.streams(this);
      begun = true;
      return super.open(on);
    }

    @Override
    public void added(io.oriel.api.stream.Stream stream) {
      if (!begun) {
        first.add(stream.info().name());
      }
    }

    @Override
    public void removed(io.oriel.api.stream.Stream stream) {}

    @Override
    ViewerSession admit(Connection connection, String stream) throws OrielException {
      return super.admit(connection, first.contains(stream) ? stream : "unknown");
    }
  }

  private static final class NeedingAStream extends SampleTransport {
    NeedingAStream(int port) {
      super(port);
    }

    @Override
    public OpenTransport open(TransportContext on) throws OrielException {
      OpenTransport opened = super.open(on);
      if (on.stream("main").isEmpty()) {
        opened.close();
        throw new IllegalStateException("no stream");
      }
      return opened;
    }
  }

  private static final class TellingEachKeyframe extends SampleTransport {
    TellingEachKeyframe(int port) {
      super(port);
    }

    @Override
    void keyframeSent(Connection connection, long epoch) {
      connection.session.keyframeSent(epoch);
      connection.session.keyframeSent(epoch);
    }
  }

  private static final class NotDraining extends SampleTransport {
    NotDraining(int port) {
      super(port);
    }

    @Override
    public void drain(long deadlineNanos) {
      if (deadlineNanos == 0) {
        super.drain(deadlineNanos);
      }
    }
  }

  /** Forgets its viewers when it is closed. */
  private static final class ClosingSocketsOnly extends SampleTransport {
    private volatile boolean closing;

    ClosingSocketsOnly(int port) {
      super(port);
    }

    @Override
    public void close() {
      closing = true;
      super.close();
    }

    @Override
    void gone(Connection connection, Problem reason) {
      if (!closing) {
        super.gone(connection, reason);
      }
    }
  }

  private static final class KeepingThePort extends SampleTransport {
    KeepingThePort(int port) {
      super(port);
    }

    @Override
    public void close() {
      drain(0);
      LEFT_OPEN.add(this);
    }
  }

  private static final class ThrowingOnATakenPort extends SampleTransport {
    ThrowingOnATakenPort(int port) {
      super(port);
    }

    @Override
    OrielException taken(IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }

  private static final class EndedByGarbage extends SampleTransport {
    EndedByGarbage(int port) {
      super(port);
    }

    @Override
    String readName(Socket socket) throws IOException {
      try {
        String name = super.readName(socket);
        if (!name.matches("\\w*")) {
          close();
        }
        return name;
      } catch (IOException garbage) {
        close();
        throw garbage;
      }
    }
  }

  private static final class WritingAtOnce extends SampleTransport {
    WritingAtOnce(int port) {
      super(port);
    }

    @Override
    void take(Connection connection, AccessUnit unit) {
      try {
        connection.write(unit);
      } catch (IOException gone) {
        // The reader notices too.
      }
    }
  }

  private static final class Hoarding extends SampleTransport {
    Hoarding(int port) {
      super(port);
    }

    @Override
    void take(Connection connection, AccessUnit unit) {
      unit.retain();
      super.take(connection, unit);
    }
  }
}
