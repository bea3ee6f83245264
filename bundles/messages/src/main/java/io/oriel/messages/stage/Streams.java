package io.oriel.messages.stage;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.stream.Stream;
import io.oriel.api.stream.StreamControl;
import io.oriel.api.transport.Viewer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The streams that there are. A service within this bundle. Any thread. */
@Component(service = Streams.class)
public final class Streams {
  private record Entry(StreamControl control, String firstStage) {}

  private final Map<String, Entry> streams = new ConcurrentHashMap<>();

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindStream(StreamControl control, Map<String, Object> properties) {
    Object firstStage = properties.get(Stream.FIRST_STAGE);
    streams.put(
        control.info().name(),
        new Entry(control, firstStage == null ? "" : String.valueOf(firstStage)));
  }

  void unbindStream(StreamControl control) {
    streams.values().removeIf(entry -> entry.control() == control);
  }

  /** The stream that a viewer sees; empty while it is being replaced. */
  public Optional<StreamControl> find(Viewer viewer) {
    return Optional.ofNullable(streams.get(viewer.stream())).map(Entry::control);
  }

  /** The stream that a viewer sees. */
  public StreamControl of(Viewer viewer) throws OrielException {
    return find(viewer)
        .orElseThrow(() -> new OrielException(ErrorCode.STREAM_UNKNOWN, viewer.stream()));
  }

  /** Location of the stage that a stream was configured with; empty for the empty stage. */
  String firstStage(String stream) {
    Entry entry = streams.get(stream);
    return entry == null ? "" : entry.firstStage();
  }
}
