package io.oriel.engine;

import io.oriel.api.aov.AovConverter;
import io.oriel.api.error.OrielException;
import io.oriel.api.geometry.Bounds;
import io.oriel.api.health.Readiness;
import io.oriel.api.health.ReadinessContributor;
import io.oriel.api.image.ImageMemory;
import io.oriel.api.metrics.CounterReading;
import io.oriel.api.metrics.DurationReading;
import io.oriel.api.metrics.MetricSource;
import io.oriel.api.render.Camera;
import io.oriel.api.render.PickQuery;
import io.oriel.api.render.PickResult;
import io.oriel.api.render.Playback;
import io.oriel.api.render.RenderSetting;
import io.oriel.api.render.RendererCapabilities;
import io.oriel.api.render.RendererProvider;
import io.oriel.api.render.ViewState;
import io.oriel.api.stage.Prim;
import io.oriel.api.stage.Property;
import io.oriel.api.stage.StageCamera;
import io.oriel.api.stage.StageInfo;
import io.oriel.api.stage.StageReader;
import io.oriel.api.stage.StageSource;
import io.oriel.api.stage.VariantSet;
import io.oriel.api.stream.FrameSink;
import io.oriel.api.stream.FrameSubscription;
import io.oriel.api.stream.StageStatus;
import io.oriel.api.stream.StatusListener;
import io.oriel.api.stream.Stream;
import io.oriel.api.stream.StreamControl;
import io.oriel.api.stream.StreamInfo;
import io.oriel.api.stream.StreamStatus;
import io.oriel.api.swap.Offer;
import io.oriel.api.swap.ServiceUse;
import io.oriel.api.swap.ServiceUser;
import io.oriel.api.time.Clock;
import io.oriel.api.video.VideoFeed;
import io.oriel.api.video.VideoFeedProvider;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;

/** A configured stream as a service, and the parts that come and go with other services. */
@Component(
    configurationPid = "io.oriel.engine.stream",
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    immediate = true,
    service = {
      Stream.class,
      StreamControl.class,
      ReadinessContributor.class,
      MetricSource.class,
      ServiceUser.class
    },
    property = MetricSource.BUNDLE + "=engine")
@Designate(ocd = StreamConfig.class, factory = true)
public final class StreamComponent
    implements StreamControl, ReadinessContributor, MetricSource, ServiceUser {
  private final ViewportStream stream;

  /**
   * @throws OrielException if the configuration asks for something impossible
   */
  @Activate
  public StreamComponent(
      StreamConfig config,
      @Reference Clock clock,
      @Reference(target = "(oriel.memory=host)") ImageMemory hostMemory)
      throws OrielException {
    stream = new ViewportStream(StreamSettings.of(config), clock, hostMemory);
  }

  @Activate
  void start() {
    stream.start();
  }

  @Deactivate
  void stop() {
    stream.close();
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindRenderer(RendererProvider renderer, Map<String, Object> properties) {
    stream.loader().add(Offer.of(renderer, properties));
  }

  void unbindRenderer(RendererProvider renderer) {
    stream.loader().remove(renderer);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindReader(StageReader reader, Map<String, Object> properties) {
    stream.loader().addReader(Offer.of(reader, properties));
  }

  void unbindReader(StageReader reader) {
    stream.loader().removeReader(reader);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindMemory(ImageMemory memory, Map<String, Object> properties) {
    stream.loader().addMemory(Offer.of(memory, properties));
  }

  void unbindMemory(ImageMemory memory) {
    stream.loader().removeMemory(memory);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindConverter(AovConverter converter, Map<String, Object> properties) {
    stream.assembler().add(Offer.of(converter, properties));
  }

  void unbindConverter(AovConverter converter) {
    stream.assembler().remove(converter);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindFeed(VideoFeedProvider feed, Map<String, Object> properties) {
    stream.feed().add(Offer.of(feed, properties));
  }

  void unbindFeed(VideoFeedProvider feed) {
    stream.feed().remove(feed);
  }

  @Override
  public Readiness readiness() {
    return StreamReadiness.of(stream);
  }

  @Override
  public List<ServiceUse> uses() {
    return stream.uses();
  }

  @Override
  public List<CounterReading> counters() {
    return stream.counters().readings();
  }

  @Override
  public List<DurationReading> durations() {
    return stream.durations().readings();
  }

  @Override
  public StreamInfo info() {
    return stream.info();
  }

  @Override
  public StreamStatus status() {
    return stream.status();
  }

  @Override
  public AutoCloseable listen(StatusListener listener) {
    return stream.listen(listener);
  }

  @Override
  public FrameSubscription subscribe(FrameSink sink) {
    return stream.subscribe(sink);
  }

  @Override
  public VideoFeed video() throws OrielException {
    return stream.video();
  }

  @Override
  public CompletionStage<StageStatus> openStage(StageSource source) {
    return stream.openStage(source);
  }

  @Override
  public void cancelLoad() {
    stream.cancelLoad();
  }

  @Override
  public ViewState view() {
    return stream.view();
  }

  @Override
  public void updateView(UnaryOperator<ViewState> change) {
    stream.updateView(change);
  }

  @Override
  public CompletionStage<PickResult> pick(PickQuery query) {
    return stream.pick(query);
  }

  @Override
  public StageInfo stageInfo() {
    return stream.stageInfo();
  }

  @Override
  public Optional<Prim> prim(String path) {
    return stream.prim(path);
  }

  @Override
  public int primCount() {
    return stream.primCount();
  }

  @Override
  public List<StageCamera> cameras() {
    return stream.cameras();
  }

  @Override
  public Optional<Camera> camera() {
    return stream.camera();
  }

  @Override
  public Bounds bounds(Collection<String> paths) {
    return stream.bounds(paths);
  }

  @Override
  public List<Prim> children(String path) {
    return stream.children(path);
  }

  @Override
  public CompletionStage<List<Property>> properties(String path) {
    return stream.properties(path);
  }

  @Override
  public CompletionStage<List<VariantSet>> variants(String path) {
    return stream.variants(path);
  }

  @Override
  public CompletionStage<StageStatus> selectVariant(String path, String set, String variant) {
    return stream.selectVariant(path, set, variant);
  }

  @Override
  public double timeCode() {
    return stream.timeCode();
  }

  @Override
  public Playback playback() {
    return stream.playback();
  }

  @Override
  public void updatePlayback(UnaryOperator<Playback> change) {
    stream.updatePlayback(change);
  }

  @Override
  public RenderSetting.Applies applySetting(String key, String value) throws OrielException {
    return stream.applySetting(key, value);
  }

  @Override
  public Optional<RendererCapabilities> capabilities() {
    return stream.capabilities();
  }

  @Override
  public CompletionStage<StageStatus> restart() {
    return stream.restart();
  }
}
