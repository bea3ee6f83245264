package io.oriel.messages.view;

import io.oriel.api.message.Greeting;
import io.oriel.api.message.Reply;
import io.oriel.api.stream.AovStatus;
import io.oriel.api.stream.StreamControl;
import io.oriel.messages.stage.Streams;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells which output is shown, how it is drawn and where time is. */
@Component(service = Greeting.class, property = "service.ranking:Integer=300")
public final class ViewGreeting implements Greeting {
  private final Streams streams;

  @Activate
  public ViewGreeting(@Reference Streams streams) {
    this.streams = streams;
  }

  @Override
  public void greet(Reply reply) {
    streams.find(reply.viewer()).ifPresent(stream -> greet(stream, reply));
  }

  private static void greet(StreamControl stream, Reply reply) {
    AovStatus aov = stream.status().aov();
    reply.send(AvailableAovsResult.of(aov));
    reply.send(ActiveAovState.of(aov));
    reply.send(RenderSettingsChanged.of(stream));
    reply.send(TimelineState.of(stream));
  }
}
