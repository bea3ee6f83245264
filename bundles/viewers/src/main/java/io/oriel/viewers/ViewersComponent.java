package io.oriel.viewers;

import io.oriel.api.error.Problem;
import io.oriel.api.health.Readiness;
import io.oriel.api.health.ReadinessContributor;
import io.oriel.api.input.InputHandler;
import io.oriel.api.message.MessageDispatcher;
import io.oriel.api.metrics.CounterReading;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.metrics.MetricSource;
import io.oriel.api.security.ViewerAuthenticator;
import io.oriel.api.stream.Stream;
import io.oriel.api.swap.ServiceUse;
import io.oriel.api.swap.ServiceUser;
import io.oriel.api.time.Clock;
import io.oriel.api.transport.Transport;
import io.oriel.api.transport.TransportStatus;
import io.oriel.api.transport.Transports;
import io.oriel.api.transport.Viewer;
import io.oriel.api.transport.Viewers;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.metatype.annotations.Designate;

/** Brings streams, transports and those who talk with viewers together. */
@Component(
    configurationPid = "io.oriel.viewers",
    immediate = true,
    service = {
      Viewers.class,
      Transports.class,
      ReadinessContributor.class,
      MetricSource.class,
      ServiceUser.class
    },
    property = MetricSource.BUNDLE + "=viewers")
@Designate(ocd = ViewersConfig.class)
public final class ViewersComponent
    implements Viewers, Transports, ReadinessContributor, MetricSource, ServiceUser {
  private final CounterSet<ViewerCounter> counters =
      new CounterSet<>(ViewerCounter.class, Map.of());
  private final StreamDirectory streams = new StreamDirectory();
  private final Conversation conversation = new Conversation(counters);
  private final Lobby lobby;
  private final TransportHost transports;
  private final InstalledTransports installed;

  @Activate
  public ViewersComponent(ViewersConfig config, @Reference Clock clock) {
    lobby = new Lobby(config.maxViewers(), streams, conversation, counters, clock);
    transports =
        new TransportHost(
            new TransportDoor(clock, streams, lobby, TransportDoor.Limits.USUAL), counters);
    installed = new InstalledTransports(clock);
  }

  @Deactivate
  void stop() {
    lobby.close();
    transports.close();
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindStream(Stream stream) {
    streams.add(stream);
  }

  void unbindStream(Stream stream) {
    String name = stream.info().name();
    lobby.endStream(name);
    streams.remove(stream);
    if (streams.find(name).isEmpty()) {
      // Who was let in meanwhile.
      lobby.endStream(name);
    }
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindTransport(Transport transport, Map<String, Object> properties) {
    transports.add(transport, properties);
  }

  void unbindTransport(Transport transport, Map<String, Object> properties) {
    transports.remove(transport, properties);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindDispatcher(MessageDispatcher dispatcher, Map<String, Object> properties) {
    lobby.changeDispatchers(dispatchers -> dispatchers.add(dispatcher, properties));
  }

  void unbindDispatcher(MessageDispatcher dispatcher) {
    lobby.changeDispatchers(dispatchers -> dispatchers.remove(dispatcher));
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindInputHandler(InputHandler handler, Map<String, Object> properties) {
    conversation.inputHandlers().add(handler, properties);
  }

  void unbindInputHandler(InputHandler handler) {
    conversation.inputHandlers().remove(handler);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindAuthenticator(ViewerAuthenticator authenticator, Map<String, Object> properties) {
    lobby.authenticators().add(authenticator, properties);
  }

  void unbindAuthenticator(ViewerAuthenticator authenticator) {
    lobby.authenticators().remove(authenticator);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindComponents(ServiceComponentRuntime runtime) {
    installed.add(runtime);
  }

  void unbindComponents(ServiceComponentRuntime runtime) {
    installed.remove(runtime);
  }

  @Override
  public List<TransportStatus> states() {
    Map<String, TransportStatus> byName = new TreeMap<>();
    installed.states().forEach(one -> byName.put(one.name(), one));
    transports.states().forEach(one -> byName.put(one.name(), one));
    return List.copyOf(byName.values());
  }

  @Override
  public List<ServiceUse> uses() {
    return java.util.stream.Stream.of(
            transports.uses().stream(),
            conversation.dispatchers().usesOfCalled("", ""),
            conversation.inputHandlers().usesOfCalled(InputHandler.INPUT, ""),
            lobby.authenticators().usesOfCalled("", ""))
        .flatMap(each -> each)
        .toList();
  }

  @Override
  public List<Viewer> all() {
    return lobby.all();
  }

  @Override
  public Readiness readiness() {
    List<Problem> problems = transports.problems();
    return new Readiness("transports", problems.isEmpty() && transports.settled(), problems);
  }

  @Override
  public List<CounterReading> counters() {
    return counters.readings();
  }
}
