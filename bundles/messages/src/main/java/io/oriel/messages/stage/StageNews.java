package io.oriel.messages.stage;

import io.oriel.api.message.Announcer;
import io.oriel.api.stream.StreamControl;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Tells everybody of loads, of stages that were loaded again and of what ails the pictures, for
 * every stream.
 */
@Component(
    immediate = true,
    service = {})
public final class StageNews {
  private final Announcer announcer;
  private final StageAccess access;
  private final Map<StreamControl, StageWatch> watches = new ConcurrentHashMap<>();

  @Activate
  public StageNews(@Reference Announcer announcer, @Reference StageAccess access) {
    this.announcer = announcer;
    this.access = access;
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindStream(StreamControl stream) {
    watches.put(stream, new StageWatch(stream, access, announcer));
  }

  void unbindStream(StreamControl stream) {
    StageWatch watch = watches.remove(stream);
    if (watch != null) {
      watch.close();
    }
  }
}
