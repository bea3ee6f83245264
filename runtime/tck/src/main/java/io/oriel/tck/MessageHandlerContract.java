package io.oriel.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import io.oriel.api.error.OrielException;
import io.oriel.api.message.MessageHandler;
import io.oriel.api.message.ServerMessage;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What {@link MessageHandler} asks of a handler.
 *
 * @param <P> the record that the payload is read into
 */
public abstract class MessageHandlerContract<P extends Record> {
  private static final int VIEWERS = 4;
  private static final int ROUNDS = 25;

  /** A new handler each time, of which the test keeps nothing. */
  protected abstract MessageHandler<P> handler();

  /** Payloads that it does not refuse; none of a handler that refuses all. */
  protected abstract List<P> accepted();

  /** Whatever is done when its component is deactivated. */
  protected void deactivate(MessageHandler<P> handler) {}

  /** How long a handler may be kept after it was deactivated. */
  protected Duration patience() {
    return Duration.ofSeconds(60);
  }

  /** The payload is a record of such components as payloads have. */
  @Test
  public final void thePayloadCanBeRead() {
    Class<P> payload = handler().payload();
    assertThat(PayloadType.complaints(payload)).as("components of %s", payload).isEmpty();
  }

  /** It is asked for its payload once and may be asked again. */
  @Test
  public final void thePayloadIsAlwaysTheSame() {
    MessageHandler<P> handler = handler();
    Class<P> first = handler.payload();
    assertThat(handler.payload()).isSameAs(first);
    assertThat(handler().payload()).isSameAs(first);
  }

  /** What it is there for, it does. */
  @Test
  public final void whatIsAcceptedIsNotRefused() {
    for (P payload : accepted()) {
      try {
        handler().handle(payload, new FakeReply());
      } catch (OrielException refused) {
        fail(payload + " is refused: " + refused.getMessage(), refused);
      } catch (RuntimeException passedOver) {
        // Another rule.
      }
    }
  }

  /** A message without a payload is handled or refused. */
  @Test
  public final void aMissingPayloadIsHandledOrRefused() {
    PayloadType.missing(handler().payload()).ifPresent(this::assertHandledOrRefused);
  }

  /** A component that is missing is lived without, or refused. */
  @Test
  public final void aMissingComponentIsHandledOrRefused() {
    accepted().stream()
        .flatMap(each -> PayloadType.withoutOne(each).stream())
        .forEach(this::assertHandledOrRefused);
  }

  /** Extreme numbers, long texts, large lists and what else viewers write is handled or refused. */
  @Test
  public final void strangeValuesAreHandledOrRefused() {
    accepted().stream()
        .flatMap(each -> PayloadType.strange(each).stream())
        .forEach(this::assertHandledOrRefused);
  }

  /** Throws nothing but {@link OrielException}, which says what is wrong. */
  private void assertHandledOrRefused(P payload) {
    try {
      handler().handle(payload, new FakeReply());
    } catch (OrielException refused) {
      assertThat(refused.getMessage()).as("reason for %s", briefly(payload)).isNotBlank();
    } catch (RuntimeException | Error e) {
      fail(briefly(payload), e);
    }
  }

  private static String briefly(Object payload) {
    String text = String.valueOf(payload);
    return text.length() < 200 ? text : text.substring(0, 200) + "...";
  }

  /** Every message that it says is a record of what messages are made of. */
  @Test
  public final void whatIsSaidCanBeWritten() {
    List<ServerMessage> said = new ArrayList<>();
    for (P payload : accepted()) {
      FakeReply reply = new FakeReply();
      tryHandle(handler(), payload, reply);
      Stream.concat(reply.sent().stream(), reply.broadcast().stream()).forEach(said::add);
    }
    assertThat(said).allSatisfy(each -> assertThat(SaidMessage.complaints(each)).isEmpty());
  }

  private static <P extends Record> void tryHandle(
      MessageHandler<P> handler, P payload, FakeReply reply) {
    try {
      handler.handle(payload, reply);
    } catch (OrielException | RuntimeException passedOver) {
      // Another rule.
    }
  }

  /** Viewers write at the same time, each on the thread of its own. */
  @Test
  public final void viewersAreAnsweredAtTheSameTime() throws Exception {
    MessageHandler<P> handler = handler();
    List<P> payloads = accepted();
    List<Throwable> failures = new java.util.concurrent.CopyOnWriteArrayList<>();
    AtOnce.call(
        VIEWERS,
        () -> {
          FakeReply reply = new FakeReply(new FakeViewer(Thread.currentThread().getName()));
          for (int round = 0; round < ROUNDS; round++) {
            for (P payload : payloads) {
              try {
                handler.handle(payload, reply);
              } catch (OrielException refused) {
                // Two who want different things may well be in each other's way.
              } catch (RuntimeException | Error e) {
                failures.add(e);
              }
            }
          }
          return reply;
        });
    deactivate(handler);
    assertThat(failures).isEmpty();
  }

  /** What was deactivated and unregistered is kept by nothing: no thread, cache or listener. */
  @Test
  public final void aHandlerThatHasGoneIsNotKept() {
    WeakReference<MessageHandler<P>> gone = usedAndGone();
    await("the handler is collected")
        .pollInterval(Duration.ofMillis(50))
        .atMost(patience())
        .until(() -> {
          System.gc();
          return gone.refersTo(null);
        });
  }

  private WeakReference<MessageHandler<P>> usedAndGone() {
    MessageHandler<P> handler = handler();
    accepted().forEach(payload -> tryHandle(handler, payload, new FakeReply()));
    deactivate(handler);
    return new WeakReference<>(handler);
  }
}
