package io.oriel.engine;

import io.oriel.api.embed.CudaArray;
import io.oriel.api.embed.DlpackPicture;
import io.oriel.api.embed.PushLease;
import io.oriel.api.embed.PushedStream;
import io.oriel.api.embed.PushedUnit;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.health.Readiness;
import io.oriel.api.health.ReadinessContributor;
import io.oriel.api.image.DeviceImage;
import io.oriel.api.image.HostImage;
import io.oriel.api.image.Image;
import io.oriel.api.image.ImageMemory;
import io.oriel.api.metrics.CounterReading;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.metrics.DurationReading;
import io.oriel.api.metrics.DurationSet;
import io.oriel.api.metrics.MetricSource;
import io.oriel.api.stream.FrameSink;
import io.oriel.api.stream.FrameSubscription;
import io.oriel.api.stream.StatusListener;
import io.oriel.api.stream.Stream;
import io.oriel.api.stream.StreamControl;
import io.oriel.api.stream.StreamInfo;
import io.oriel.api.stream.StreamStatus;
import io.oriel.api.swap.Offer;
import io.oriel.api.swap.ServiceUse;
import io.oriel.api.swap.ServiceUser;
import io.oriel.api.time.Clock;
import io.oriel.api.video.Codec;
import io.oriel.api.video.VideoFeed;
import io.oriel.api.video.VideoFeedProvider;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;

/** A configured stream that its host pushes, as a service. */
@Component(
    configurationPid = "io.oriel.engine.pushed",
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    immediate = true,
    service = {
      Stream.class,
      StreamControl.class,
      PushedStream.class,
      ReadinessContributor.class,
      MetricSource.class,
      ServiceUser.class
    },
    property = MetricSource.BUNDLE + "=engine")
@Designate(ocd = PushedConfig.class, factory = true)
public final class PushedComponent extends StagelessStream
    implements PushedStream, ReadinessContributor, MetricSource, ServiceUser {
  /** What draws: nobody here. */
  private static final String RENDERER = "host";

  private final StreamInfo info;
  private final Optional<Codec> codec;
  private final CounterSet<EngineCounter> counters;
  private final DurationSet<EngineDuration> durations;
  private final PushedStatus status;
  private final PushTarget target;
  private final Optional<FeedSlot> feed;

  /**
   * @throws OrielException if the configuration asks for something impossible
   */
  @Activate
  public PushedComponent(
      PushedConfig config,
      @Reference Clock clock,
      @Reference(target = "(oriel.memory=host)") ImageMemory hostMemory)
      throws OrielException {
    this(
        StreamSettings.info(
            config.oriel_stream(), config.width(), config.height(), config.fps(), RENDERER),
        codec(config.source()),
        clock,
        hostMemory);
  }

  PushedComponent(StreamInfo info, Optional<Codec> codec, Clock clock, ImageMemory hostMemory)
      throws OrielException {
    this.info = info;
    this.codec = codec;
    counters = new CounterSet<>(EngineCounter.class, Map.of("stream", info.name()));
    durations = new DurationSet<>(EngineDuration.class, Map.of("stream", info.name()));
    status = new PushedStatus(info);
    if (codec.isPresent()) {
      target = new PushedUnits(info, codec.get(), clock, status, counters);
      feed = Optional.empty();
    } else {
      PushedPictures pictures =
          new PushedPictures(info, clock, hostMemory, status, counters, durations);
      target = pictures;
      feed = Optional.of(pictures.feed());
    }
  }

  private static Optional<Codec> codec(String source) throws OrielException {
    return switch (source) {
      case PushedConfig.PICTURES -> Optional.empty();
      case "H264", "H265", "AV1" -> Optional.of(Codec.valueOf(source));
      default -> throw StreamSettings.invalid("source", source, "PICTURES, H264, H265, AV1");
    };
  }

  @Activate
  void start() {
    target.start();
  }

  @Deactivate
  void stop() {
    status.stopped();
    target.close();
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindFeed(VideoFeedProvider provider, Map<String, Object> properties) {
    feed.ifPresent(slot -> slot.add(Offer.of(provider, properties)));
  }

  void unbindFeed(VideoFeedProvider provider) {
    feed.ifPresent(slot -> slot.remove(provider));
  }

  @Override
  public PushLease push(Image picture) throws OrielException {
    return switch (picture) {
      case HostImage host -> target.push(host, PushedLease.NOTHING);
      case DeviceImage device -> throw onDevice("the picture", device.placement().kind());
      case null -> throw PushTarget.invalid("there is no picture");
      default -> throw PushTarget.invalid("a picture of an unknown kind: " + picture);
    };
  }

  @Override
  public PushLease push(DlpackPicture picture) throws OrielException {
    if (picture == null) {
      throw PushTarget.invalid("there is no tensor");
    }
    DlpackTensor tensor = DlpackTensor.read(picture, info);
    return target.push(tensor.picture(), tensor::delete);
  }

  @Override
  public PushLease push(CudaArray picture) throws OrielException {
    throw onDevice("the array", "cuda");
  }

  private static OrielException onDevice(String what, String kind) {
    return new OrielException(
        ErrorCode.PUSH_DEVICE, "%s lies in memory of the kind %s".formatted(what, kind));
  }

  @Override
  public PushLease push(PushedUnit unit) throws OrielException {
    if (unit == null) {
      throw PushTarget.invalid("there is no unit");
    }
    return target.push(unit);
  }

  @Override
  public AutoCloseable onKeyframeWanted(Runnable listener) {
    return target.onKeyframeWanted(listener);
  }

  @Override
  public Optional<Codec> codec() {
    return codec;
  }

  @Override
  public Stream stream() {
    return this;
  }

  @Override
  public Readiness readiness() {
    return StreamReadiness.of(this);
  }

  @Override
  public List<ServiceUse> uses() {
    return feed.stream().flatMap(FeedSlot::uses).toList();
  }

  @Override
  public List<CounterReading> counters() {
    return counters.readings();
  }

  @Override
  public List<DurationReading> durations() {
    return durations.readings();
  }

  @Override
  public StreamInfo info() {
    return info;
  }

  @Override
  public StreamStatus status() {
    return status.board().get();
  }

  @Override
  public AutoCloseable listen(StatusListener listener) {
    return status.board().listen(listener);
  }

  @Override
  public FrameSubscription subscribe(FrameSink sink) {
    return target.subscribe(sink);
  }

  @Override
  public VideoFeed video() throws OrielException {
    return target.video();
  }
}
