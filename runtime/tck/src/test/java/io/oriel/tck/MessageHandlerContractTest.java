package io.oriel.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.message.MessageHandler;
import io.oriel.api.message.Reply;
import io.oriel.api.message.ServerMessage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The sample keeps the contract; each of those below breaks one rule, and that one fails. */
class MessageHandlerContractTest {
  private static Supplier<Counting> part = Counting::new;

  /** The payload of the sample. */
  record Request(String path, int times, List<Double> more) {}

  /** The answer of the sample. */
  record Result(Object count) implements ServerMessage {
    @Override
    public String event() {
      return "countResult";
    }
  }

  /** Keeps the contract: counts letters. */
  static class Counting implements MessageHandler<Request> {
    @Override
    public Class<Request> payload() {
      return Request.class;
    }

    @Override
    public void handle(Request request, Reply reply) throws OrielException {
      if (request.path() == null || request.more() == null) {
        throw new OrielException(ErrorCode.MALFORMED, "path or more is missing");
      }
      reply.send(result(request.path().length()));
    }

    Object count(int letters) {
      return letters;
    }

    private Result result(int letters) {
      return new Result(count(letters));
    }
  }

  /** The contract of the sample in question. */
  static class Sample extends MessageHandlerContract<Request> {
    @Override
    protected MessageHandler<Request> handler() {
      return part.get();
    }

    @Override
    protected List<Request> accepted() {
      return List.of(new Request("/World", 2, List.of(1.5)), new Request("/", 0, List.of()));
    }

    @Override
    protected Duration patience() {
      return part.get() instanceof Kept ? Duration.ofMillis(300) : super.patience();
    }
  }

  private static Map<String, Supplier<Counting>> broken() {
    Map<String, Supplier<Counting>> broken = new TreeMap<>();
    broken.put("thePayloadIsAlwaysTheSame", Fickle::new);
    broken.put("whatIsAcceptedIsNotRefused", Refusing::new);
    broken.put("aMissingPayloadIsHandledOrRefused", WithoutNothing::new);
    broken.put("aMissingComponentIsHandledOrRefused", WithoutPath::new);
    broken.put("strangeValuesAreHandledOrRefused", Indexing::new);
    broken.put("whatIsSaidCanBeWritten", SayingNothing::new);
    broken.put("viewersAreAnsweredAtTheSameTime", OfOneViewer::new);
    broken.put("aHandlerThatHasGoneIsNotKept", Kept::new);
    return broken;
  }

  static Stream<Map.Entry<String, Supplier<Counting>>> samples() {
    return broken().entrySet().stream();
  }

  @Test
  void theSampleKeepsEveryRule() {
    part = Counting::new;
    assertThat(Broken.rules(Sample.class)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void whatBreaksARuleFailsThatRule(Map.Entry<String, Supplier<Counting>> sample) {
    part = sample.getValue();
    assertThat(Broken.rules(Sample.class)).containsExactly(sample.getKey());
  }

  @Test
  void everyRuleHasASampleThatBreaksIt() {
    Set<String> rules = Broken.allRules(MessageHandlerContract.class);
    assertThat(rules.remove("thePayloadCanBeRead")).as("it has a sample of its own").isTrue();
    assertThat(broken().keySet()).isEqualTo(rules);
  }

  /** No payload: arrays cannot be read. */
  record Numbers(int[] numbers) {}

  /** What cannot be handled, because it cannot be read. */
  static class SampleOfNumbers extends MessageHandlerContract<Numbers> {
    @Override
    protected MessageHandler<Numbers> handler() {
      return new MessageHandler<>() {
        @Override
        public Class<Numbers> payload() {
          return Numbers.class;
        }

        @Override
        public void handle(Numbers payload, Reply reply) {}
      };
    }

    @Override
    protected List<Numbers> accepted() {
      return List.of();
    }
  }

  @Test
  void arraysAreNoComponents() {
    assertThat(Broken.rules(SampleOfNumbers.class)).containsExactly("thePayloadCanBeRead");
  }

  private static final class Fickle extends Counting {
    private int asked;

    /** Another payload. */
    record Other() {}

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"})
    public Class<Request> payload() {
      return ++asked % 2 == 0 ? (Class) Other.class : Request.class;
    }
  }

  private static final class Refusing extends Counting {
    @Override
    public void handle(Request request, Reply reply) throws OrielException {
      throw new OrielException(ErrorCode.UNSUPPORTED, "nothing is done here");
    }
  }

  private static final class WithoutNothing extends Counting {
    @Override
    public void handle(Request request, Reply reply) throws OrielException {
      if (request.path() == null && request.more() == null) {
        throw new NullPointerException("nothing at all");
      }
      super.handle(request, reply);
    }
  }

  private static final class WithoutPath extends Counting {
    @Override
    public void handle(Request request, Reply reply) throws OrielException {
      if (request.path() == null && request.more() != null) {
        throw new NullPointerException("path");
      }
      super.handle(request, reply);
    }
  }

  private static final class Indexing extends Counting {
    @Override
    public void handle(Request request, Reply reply) throws OrielException {
      super.handle(request, reply);
      if (!request.path().startsWith("/")) {
        throw new StringIndexOutOfBoundsException(request.path());
      }
    }
  }

  private static final class SayingNothing extends Counting {
    @Override
    Object count(int letters) {
      return null;
    }
  }

  /** Lets the first viewer only. */
  private static final class OfOneViewer extends Counting {
    private String viewer;

    @Override
    public synchronized void handle(Request request, Reply reply) throws OrielException {
      viewer = viewer == null ? reply.viewer().id() : viewer;
      if (!viewer.equals(reply.viewer().id())) {
        throw new IllegalStateException("there is another viewer");
      }
      super.handle(request, reply);
    }
  }

  private static final class Kept extends Counting {
    private static final List<Counting> ALL = new CopyOnWriteArrayList<>();

    @Override
    public void handle(Request request, Reply reply) throws OrielException {
      ALL.add(this);
      super.handle(request, reply);
    }
  }
}
