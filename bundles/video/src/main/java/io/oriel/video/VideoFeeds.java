package io.oriel.video;

import io.oriel.api.error.OrielException;
import io.oriel.api.metrics.CounterReading;
import io.oriel.api.metrics.DurationReading;
import io.oriel.api.metrics.MetricSource;
import io.oriel.api.swap.ServiceUse;
import io.oriel.api.swap.ServiceUser;
import io.oriel.api.video.EncoderProvider;
import io.oriel.api.video.OpenVideoFeed;
import io.oriel.api.video.VideoFeedProvider;
import io.oriel.api.video.VideoSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;

/** Opens feeds, and tells each which encoders there are. */
@Component(
    configurationPid = VideoFeeds.PID,
    service = {VideoFeedProvider.class, MetricSource.class, ServiceUser.class},
    property = MetricSource.BUNDLE + "=video")
@Designate(ocd = VideoConfig.class)
public final class VideoFeeds implements VideoFeedProvider, MetricSource, ServiceUser {
  static final String PID = "io.oriel.video";

  private final List<StreamFeed> feeds = new CopyOnWriteArrayList<>();
  private Candidates candidates;

  @Activate
  public VideoFeeds(VideoConfig config) {
    candidates = new Candidates(List.of(), VideoSettings.of(config));
  }

  VideoFeeds(VideoSettings settings) {
    candidates = new Candidates(List.of(), settings);
  }

  @Modified
  void modified(VideoConfig config) {
    configure(VideoSettings.of(config));
  }

  synchronized void configure(VideoSettings settings) {
    candidates = candidates.with(settings);
    feeds.forEach(feed -> feed.change(candidates));
  }

  @Deactivate
  void stop() {
    feeds.forEach(StreamFeed::close);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  synchronized void bindEncoder(EncoderProvider provider, Map<String, Object> properties) {
    candidates = candidates.with(Candidate.of(provider, properties));
    feeds.forEach(feed -> feed.change(candidates));
  }

  /** Returns when no encode thread uses the provider any more, at most some 2 s later. */
  synchronized void unbindEncoder(EncoderProvider provider) {
    for (Candidate gone : candidates.of(provider)) {
      candidates = candidates.without(gone);
      feeds.forEach(feed -> feed.withdraw(gone, candidates));
    }
  }

  @Override
  public synchronized OpenVideoFeed open(VideoSource source) throws OrielException {
    StreamFeed feed = new StreamFeed(source, candidates, feeds::remove);
    feeds.add(feed);
    return feed;
  }

  @Override
  public List<ServiceUse> uses() {
    return feeds.stream().flatMap(StreamFeed::uses).toList();
  }

  @Override
  public List<CounterReading> counters() {
    return feeds.stream().flatMap(feed -> feed.counters().readings().stream()).toList();
  }

  @Override
  public List<DurationReading> durations() {
    return feeds.stream().flatMap(feed -> feed.durations().readings().stream()).toList();
  }
}
