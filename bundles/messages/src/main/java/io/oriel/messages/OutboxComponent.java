package io.oriel.messages;

import io.oriel.api.error.ErrorLog;
import io.oriel.api.error.Problem;
import io.oriel.api.message.Announcer;
import io.oriel.api.message.MessageCodec;
import io.oriel.api.message.ServerMessage;
import io.oriel.api.metrics.CounterReading;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.metrics.MetricSource;
import io.oriel.api.transport.Viewer;
import io.oriel.messages.dispatch.Outbox;
import io.oriel.messages.dispatch.Settings;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;

/**
 * What the server says. A component of its own, because handlers need it as {@link Announcer} and
 * the dispatcher needs handlers.
 */
@Component(
    configurationPid = "io.oriel.messages",
    service = {Announcer.class, MetricSource.class, OutboxComponent.class},
    property = MetricSource.BUNDLE + "=messages")
@Designate(ocd = MessagesConfig.class)
public final class OutboxComponent implements Announcer, MetricSource {
  @Reference(
      target = "(" + MessageCodec.CODEC + "=json)",
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile MessageCodec codec;

  private volatile Settings settings;
  private final CounterSet<MessageCounter> counters =
      new CounterSet<>(MessageCounter.class, Map.of());
  private final Outbox outbox =
      new Outbox(
          () -> codec,
          () -> settings,
          counters,
          new ErrorLog(System.getLogger("io.oriel.messages"), System::nanoTime),
          System::nanoTime);

  @Activate
  public OutboxComponent(MessagesConfig config) {
    configure(config);
  }

  /** Holds for viewers who come from now on; the limits of a message for all. */
  @Modified
  void configure(MessagesConfig config) {
    settings =
        new Settings(
            config.dialect().equals("kit"),
            Settings.Replies.valueOf(config.replies().toUpperCase(Locale.ROOT)),
            config.greetingMillis(),
            config.messagesPerSecond(),
            config.messagesAtOnce(),
            config.maxMessageBytes());
  }

  Outbox outbox() {
    return outbox;
  }

  @Override
  public void announce(String stream, ServerMessage message) {
    outbox.announce(stream, message);
  }

  @Override
  public void announce(String stream, Supplier<? extends ServerMessage> state) {
    outbox.announce(stream, state);
  }

  @Override
  public void fail(Viewer viewer, Problem problem) {
    outbox.fail(viewer, problem);
  }

  @Override
  public void fail(String stream, Problem problem) {
    outbox.fail(stream, problem);
  }

  @Override
  public List<CounterReading> counters() {
    return counters.readings();
  }
}
