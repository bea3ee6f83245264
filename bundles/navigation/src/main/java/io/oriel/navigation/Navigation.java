package io.oriel.navigation;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.input.InputEvent;
import io.oriel.api.input.InputHandler;
import io.oriel.api.message.Announcer;
import io.oriel.api.metrics.CounterReading;
import io.oriel.api.metrics.MetricSource;
import io.oriel.api.security.Role;
import io.oriel.api.selection.SelectionService;
import io.oriel.api.stream.Stream;
import io.oriel.api.stream.StreamControl;
import io.oriel.api.swap.Offer;
import io.oriel.api.swap.Offers;
import io.oriel.api.time.Clock;
import io.oriel.api.transport.Viewer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;

/** Takes the input of all viewers to the cameras of their streams. */
@Component(
    configurationPid = "io.oriel.navigation",
    immediate = true,
    service = {Navigation.class, InputHandler.class, MetricSource.class},
    property = {MetricSource.BUNDLE + "=navigation", InputHandler.INPUT + "=navigation"})
@Designate(ocd = NavigationConfig.class)
public final class Navigation implements InputHandler, MetricSource {
  private final Clock clock;
  private final Map<StreamControl, StreamNavigation> streams = new ConcurrentHashMap<>();
  private final Map<String, Offers<SelectionService>> selections = new ConcurrentHashMap<>();
  private final AtomicReference<Announcer> announcer = new AtomicReference<>();
  private volatile NavigationSettings settings;

  @Activate
  public Navigation(NavigationConfig config, @Reference Clock clock) {
    this.clock = clock;
    this.settings = NavigationSettings.of(config);
  }

  @Modified
  void configure(NavigationConfig config) {
    settings = NavigationSettings.of(config);
  }

  @Deactivate
  void stop() {
    streams.values().forEach(StreamNavigation::close);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindStream(StreamControl control) {
    String name = control.info().name();
    streams.put(
        control,
        new StreamNavigation(
            control,
            clock,
            fit -> Thread.ofPlatform().daemon().name("oriel-fit-" + name).start(fit),
            () -> settings,
            () -> selections(name).best(one -> true).map(Offer::service),
            state -> Optional.ofNullable(announcer.get()).ifPresent(a -> a.announce(name, state))));
  }

  void unbindStream(StreamControl control) {
    // One that could not be activated goes without ever having come.
    Optional.ofNullable(streams.remove(control)).ifPresent(StreamNavigation::close);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindSelection(SelectionService selection, Map<String, Object> properties) {
    selections(streamOf(properties)).add(selection, properties);
  }

  void unbindSelection(SelectionService selection, Map<String, Object> properties) {
    selections(streamOf(properties)).remove(selection);
  }

  private Offers<SelectionService> selections(String stream) {
    return selections.computeIfAbsent(stream, name -> new Offers<>());
  }

  private static String streamOf(Map<String, Object> properties) {
    return String.valueOf(properties.get(Stream.STREAM));
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindAnnouncer(Announcer added) {
    announcer.set(added);
  }

  void unbindAnnouncer(Announcer removed) {
    announcer.compareAndSet(removed, null);
  }

  NavigationSettings settings() {
    return settings;
  }

  /** The stream that this viewer sees. */
  StreamNavigation of(Viewer viewer) throws OrielException {
    return find(viewer)
        .orElseThrow(() -> new OrielException(ErrorCode.STREAM_ENDED, viewer.stream()));
  }

  private Optional<StreamNavigation> find(Viewer viewer) {
    return streams.entrySet().stream()
        .filter(stream -> stream.getKey().info().name().equals(viewer.stream()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  @Override
  public void onInput(Viewer viewer, InputEvent event) {
    find(viewer)
        .ifPresent(stream -> {
          if (viewer.principal().role().compareTo(Role.OPERATOR) < 0) {
            stream.ignore();
          } else {
            stream.of(viewer).nativeInput(event);
          }
        });
  }

  @Override
  public void onClosed(Viewer viewer) {
    find(viewer).ifPresent(stream -> stream.left(viewer));
  }

  @Override
  public List<CounterReading> counters() {
    return streams.values().stream().flatMap(stream -> stream.counters().stream()).toList();
  }
}
