package io.oriel.messages.view;

import io.oriel.api.message.Announcer;
import io.oriel.api.stream.StageStatus;
import io.oriel.api.stream.StatusListener;
import io.oriel.api.stream.StreamControl;
import io.oriel.api.stream.StreamStatus;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Tells everybody the time line of a stage that was loaded again: its range may be another. */
@Component(
    immediate = true,
    service = {})
public final class TimelineNews {
  private static final System.Logger LOG = System.getLogger(TimelineNews.class.getName());

  private final Announcer announcer;
  private final Map<StreamControl, AutoCloseable> listening = new ConcurrentHashMap<>();

  @Activate
  public TimelineNews(@Reference Announcer announcer) {
    this.announcer = announcer;
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindStream(StreamControl stream) {
    listening.put(stream, stream.listen(new Watch(stream)));
  }

  void unbindStream(StreamControl stream) {
    try {
      listening.remove(stream).close();
    } catch (Exception e) {
      LOG.log(System.Logger.Level.DEBUG, "The status of a stream that has gone", e);
    }
  }

  /** Looks at the stages of one stream. */
  private final class Watch implements StatusListener {
    private final StreamControl stream;
    private StageStatus known;

    Watch(StreamControl stream) {
      this.stream = stream;
    }

    @Override
    public void onStatus(StreamStatus status) {
      StageStatus now = status.stage();
      StageStatus before = known == null ? now : known;
      known = now;
      if (now.generation() > before.generation() && now.opened() == before.opened()) {
        announcer.announce(stream.info().name(), () -> TimelineState.of(stream));
      }
    }
  }
}
