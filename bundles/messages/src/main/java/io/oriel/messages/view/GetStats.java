package io.oriel.messages.view;

import io.oriel.api.error.OrielException;
import io.oriel.api.message.MessageHandler;
import io.oriel.api.message.Reply;
import io.oriel.api.stream.FrameSubscription;
import io.oriel.api.stream.StreamControl;
import io.oriel.api.time.Clock;
import io.oriel.messages.stage.Streams;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Answers how fast pictures come. They are counted from the first question on, until nobody has
 * asked for a minute.
 */
@Component(
    service = MessageHandler.class,
    property = {MessageHandler.EVENT + "=getStatsRequest", MessageHandler.ROLE + "=SPECTATOR"})
public final class GetStats implements MessageHandler<GetStats.Request> {
  /** Nothing to say. */
  public record Request() {}

  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** How often that is looked at: so long a handler that has gone is held at most. */
  private static final long INTERVAL_SECONDS = 10;

  private static final Executor LATER =
      CompletableFuture.delayedExecutor(
          INTERVAL_SECONDS,
          TimeUnit.SECONDS,
          task -> Thread.ofVirtual().name("oriel-stats").start(task));

  private static final class Measurement {
    final FrameMeter meter;
    final FrameSubscription subscription;
    long askedNanos;

    Measurement(StreamControl stream, Clock clock) {
      meter = new FrameMeter(clock);
      subscription = stream.subscribe(meter);
    }
  }

  private final Streams streams;
  private final Clock clock;
  private final Map<StreamControl, Measurement> measurements = new HashMap<>();

  @Activate
  public GetStats(@Reference Streams streams, @Reference Clock clock) {
    this.streams = streams;
    this.clock = clock;
  }

  @Deactivate
  synchronized void stop() {
    measurements.values().forEach(measurement -> measurement.subscription.close());
    measurements.clear();
  }

  @Override
  public Class<Request> payload() {
    return Request.class;
  }

  @Override
  public void handle(Request request, Reply reply) throws OrielException {
    StreamControl stream = streams.of(reply.viewer());
    reply.send(GetStatsResult.of(stream.info(), meter(stream).rate()));
  }

  private synchronized FrameMeter meter(StreamControl stream) {
    Measurement measurement =
        measurements.computeIfAbsent(
            stream,
            asked -> {
              LATER.execute(() -> endIfIdle(asked));
              return new Measurement(asked, clock);
            });
    measurement.askedNanos = clock.nanos();
    return measurement.meter;
  }

  synchronized void endIfIdle(StreamControl stream) {
    Measurement measurement = measurements.get(stream);
    if (measurement == null) {
      return;
    }
    if (clock.nanos() - measurement.askedNanos < IDLE_NANOS) {
      LATER.execute(() -> endIfIdle(stream));
    } else {
      measurements.remove(stream);
      measurement.subscription.close();
    }
  }
}
