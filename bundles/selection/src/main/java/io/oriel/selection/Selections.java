package io.oriel.selection;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.message.Announcer;
import io.oriel.api.metrics.CounterReading;
import io.oriel.api.metrics.MetricSource;
import io.oriel.api.selection.SelectionService;
import io.oriel.api.stream.Stream;
import io.oriel.api.stream.StreamControl;
import io.oriel.api.transport.Viewer;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;

/** Keeps a selection for each stream and registers it. */
@Component(
    configurationPid = "io.oriel.selection",
    immediate = true,
    service = {Selections.class, MetricSource.class},
    property = MetricSource.BUNDLE + "=selection")
@Designate(ocd = SelectionConfig.class)
public final class Selections implements MetricSource {
  private record Registered(
      StreamSelection selection, ServiceRegistration<SelectionService> registration) {}

  private final BundleContext context;
  private final Map<StreamControl, Registered> streams = new ConcurrentHashMap<>();
  private final AtomicReference<Announcer> announcer = new AtomicReference<>();
  private volatile SelectionRules rules;

  @Activate
  public Selections(BundleContext context, SelectionConfig config) {
    this.context = context;
    this.rules = SelectionRules.of(config);
  }

  @Modified
  void configure(SelectionConfig config) {
    rules = SelectionRules.of(config);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindStream(StreamControl control) {
    StreamSelection selection =
        new StreamSelection(control, () -> rules, () -> Optional.ofNullable(announcer.get()));
    Hashtable<String, Object> properties = new Hashtable<>();
    properties.put(Stream.STREAM, control.info().name());
    streams.put(
        control,
        new Registered(
            selection, context.registerService(SelectionService.class, selection, properties)));
  }

  void unbindStream(StreamControl control) {
    // One that could not be activated goes without ever having come.
    Optional.ofNullable(streams.remove(control))
        .ifPresent(ended -> {
          ended.registration().unregister();
          if (isSelectedElsewhere(control)) {
            ended.selection().handOver();
          } else {
            ended.selection().close();
          }
        });
  }

  /** True if another selection of that stream is there, as while one takes this one's place. */
  private boolean isSelectedElsewhere(StreamControl control) {
    String filter = "(" + Stream.STREAM + "=" + control.info().name() + ")";
    try {
      return !context.getServiceReferences(SelectionService.class, filter).isEmpty();
    } catch (InvalidSyntaxException | IllegalStateException e) {
      // A name that is no text of a filter, or this bundle has ended.
      return false;
    }
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

  /** The selection that this viewer sees. */
  StreamSelection of(Viewer viewer) throws OrielException {
    return streams.entrySet().stream()
        .filter(stream -> stream.getKey().info().name().equals(viewer.stream()))
        .map(stream -> stream.getValue().selection())
        .findFirst()
        .orElseThrow(() -> new OrielException(ErrorCode.STREAM_ENDED, viewer.stream()));
  }

  @Override
  public List<CounterReading> counters() {
    return streams.values().stream()
        .flatMap(stream -> stream.selection().counters().stream())
        .toList();
  }
}
