package io.oriel.messages;

import io.oriel.api.message.Greeting;
import io.oriel.api.message.MessageDispatcher;
import io.oriel.api.message.MessageHandler;
import io.oriel.api.stream.Stream;
import io.oriel.api.swap.ServiceUse;
import io.oriel.api.swap.ServiceUser;
import io.oriel.api.transport.Viewer;
import io.oriel.messages.dispatch.Capabilities;
import io.oriel.messages.dispatch.Dispatcher;
import io.oriel.messages.dispatch.Greeter;
import io.oriel.messages.dispatch.Handlers;
import io.oriel.messages.dispatch.Outbox;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Brings viewers, handlers and greetings together. */
@Component(service = {MessageDispatcher.class, ServiceUser.class})
public final class DispatcherComponent implements MessageDispatcher, ServiceUser {
  private final Handlers handlers;
  private final Greeter greeter;
  private final Dispatcher dispatcher;

  @Activate
  public DispatcherComponent(@Reference OutboxComponent component) {
    Outbox outbox = component.outbox();
    handlers = new Handlers(outbox);
    handlers.add(new Capabilities(handlers, outbox), Capabilities.PROPERTIES);
    greeter = new Greeter(outbox);
    dispatcher = new Dispatcher(outbox, handlers, greeter);
  }

  @Deactivate
  void stop() {
    greeter.close();
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindHandler(MessageHandler<?> handler, Map<String, Object> properties) {
    handlers.add(handler, properties);
  }

  void unbindHandler(MessageHandler<?> handler) {
    handlers.remove(handler);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindGreeting(Greeting greeting, Map<String, Object> properties) {
    greeter.add(greeting, properties);
  }

  void unbindGreeting(Greeting greeting) {
    greeter.remove(greeting);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindStream(Stream stream) {
    greeter.add(stream);
  }

  void unbindStream(Stream stream) {
    greeter.remove(stream);
  }

  @Override
  public List<ServiceUse> uses() {
    return java.util.stream.Stream.concat(handlers.uses().stream(), greeter.uses().stream())
        .toList();
  }

  @Override
  public void onOpened(Viewer viewer) {
    dispatcher.onOpened(viewer);
  }

  @Override
  public void onText(Viewer viewer, String text) {
    dispatcher.onText(viewer, text);
  }

  @Override
  public void onClosed(Viewer viewer) {
    dispatcher.onClosed(viewer);
  }
}
