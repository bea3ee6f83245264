package io.oriel.stage.usd;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.metrics.CounterReading;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.metrics.MetricSource;
import io.oriel.api.stage.LoadMonitor;
import io.oriel.api.stage.Stage;
import io.oriel.api.stage.StageReader;
import io.oriel.api.stage.StageSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Reads USD stages with OpenUSD in a process of its own for each, so that no file can take the
 * server down. What is drawn and the tree are in memory when {@link #open} returns; the process
 * stays for questions about properties and variants.
 */
@Component(
    immediate = true,
    service = {StageReader.class, MetricSource.class},
    configurationPid = UsdConfig.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    property = {StageReader.READER + "=usd", MetricSource.BUNDLE + "=stage-usd"})
@Designate(ocd = UsdConfig.class)
public final class UsdStageReader implements StageReader, MetricSource {
  private static final System.Logger LOG = System.getLogger(UsdStageReader.class.getName());

  /** Folders in the bundle's own storage. */
  private static final String SCRIPTS = "worker";

  private static final String DOWNLOADS = "downloads";

  private static final Duration QUESTION_LIMIT = Duration.ofSeconds(10);

  /** How far the load of a stage from a web server is when its file is there. */
  private static final double FETCHED = 0.5;

  private final CounterSet<UsdCounter> counters = new CounterSet<>(UsdCounter.class, Map.of());
  private final Path scripts;
  private final Duration questionLimit;
  private final WarmWorker workers;
  private final RemoteStages remote;
  private volatile Settings settings;

  /** Has a first worker started beside the framework. */
  @Activate
  public UsdStageReader(BundleContext context, UsdConfig config) {
    this(
        context.getDataFile(SCRIPTS).toPath(),
        Settings.of(config),
        Downloads.of(config, context.getDataFile(DOWNLOADS).toPath()),
        QUESTION_LIMIT);
  }

  UsdStageReader(Path scripts, Settings settings, Downloads downloads, Duration questionLimit) {
    this.scripts = scripts;
    this.questionLimit = questionLimit;
    this.settings = settings;
    this.remote = new RemoteStages(downloads, counters);
    this.workers = new WarmWorker(command(settings), counters);
    workers.prepare();
  }

  @Modified
  void modified(UsdConfig config) {
    Settings before = settings;
    settings = Settings.of(config);
    remote.configure(Downloads.of(config, scripts.resolveSibling(DOWNLOADS)));
    if (!settings.sameProcess(before)) {
      workers.renew(command(settings));
    }
  }

  @Deactivate
  void deactivate() {
    workers.close();
  }

  private Callable<WorkerProcess> command(Settings with) {
    return () ->
        new WorkerProcess(with.python(), WorkerScripts.unpack(scripts), with.memoryLimitBytes());
  }

  @Override
  public Stage open(StageSource source, LoadMonitor monitor) throws OrielException {
    if (source.isEmpty()) {
      return empty();
    }
    counters.increment(UsdCounter.LOADS);
    try {
      UsdStage stage = read(source, monitor);
      counters.add(UsdCounter.WARNINGS, stage.info().warnings().size());
      return stage;
    } catch (OrielException failed) {
      switch (failed.code()) {
        case SUPERSEDED -> counters.increment(UsdCounter.LOADS_CANCELLED);
        case STAGE_TIMEOUT -> {
          counters.increment(UsdCounter.LOADS_TIMED_OUT);
          counters.increment(UsdCounter.LOADS_FAILED);
        }
        default -> counters.increment(UsdCounter.LOADS_FAILED);
      }
      throw failed;
    }
  }

  private UsdStage read(StageSource source, LoadMonitor monitor) throws OrielException {
    Settings now = settings;
    return RemoteStages.isRemote(source.location())
        ? readRemote(source, now, monitor)
        : readLocal(source, now, monitor);
  }

  private UsdStage readLocal(StageSource source, Settings now, LoadMonitor monitor)
      throws OrielException {
    StageLocations locations = new StageLocations(now.allowedRoots());
    Path file = locations.resolve(source.location());
    return read(source, file, Optional.empty(), now.withRoots(locations.realRoots()), monitor);
  }

  /** What comes from elsewhere refers to no file of this machine. */
  private UsdStage readRemote(StageSource source, Settings now, LoadMonitor monitor)
      throws OrielException {
    long began = System.nanoTime();
    Path file =
        remote.fetch(source.location(), source.timeout(), new LoadShare(monitor, 0, FETCHED));
    return read(
        source.within(source.timeout().minusNanos(System.nanoTime() - began)),
        file,
        Optional.of(RemoteStages.name(source.location())),
        now.withRoots(List.of(file.getParent())),
        new LoadShare(monitor, FETCHED, 1));
  }

  private UsdStage read(
      StageSource source, Path file, Optional<String> url, Settings now, LoadMonitor monitor)
      throws OrielException {
    Opening opening =
        new Opening(file, url, source.variants(), now, source.timeout(), questionLimit);
    if (monitor.cancelled()) {
      throw new OrielException(ErrorCode.SUPERSEDED, opening.name() + ": the load was given up");
    }
    Worker worker = workers.take();
    try {
      long started = System.nanoTime();
      StageContents contents = load(worker, new Job(opening, monitor), monitor);
      report(file, contents, System.nanoTime() - started);
      return stage(opening, contents, Optional.of(worker));
    } finally {
      workers.prepareLater();
    }
  }

  private static StageContents load(Worker worker, Job job, LoadMonitor monitor)
      throws OrielException {
    AtomicBoolean over = new AtomicBoolean();
    monitor.onCancel(() -> {
      // A load that is over is given up when its stage is closed: by then the worker may be used.
      if (!over.get()) {
        worker.kill(Worker.Doom.CANCELLED);
      }
    });
    try {
      StageContents contents = worker.perform(job);
      over.set(true);
      return contents;
    } catch (OrielException failed) {
      worker.retire();
      throw failed;
    }
  }

  /** The stage with nothing in it. */
  private UsdStage empty() {
    Opening nothing =
        new Opening(
            Path.of(""), Optional.empty(), Map.of(), settings, Duration.ZERO, questionLimit);
    return stage(nothing, StageContents.empty(), Optional.empty());
  }

  private UsdStage stage(Opening opening, StageContents contents, Optional<Worker> worker) {
    return new UsdStage(
        contents, new UsdQueries(opening, contents.tree(), worker, workers, counters));
  }

  private static void report(Path file, StageContents stage, long nanos) {
    LOG.log(
        System.Logger.Level.INFO,
        () ->
            "Read "
                + file
                + " in "
                + nanos / 1_000_000
                + " ms: "
                + stage.tree().count()
                + " prims, "
                + stage.geometry().meshes().size()
                + " meshes");
    List<String> warnings = stage.info().warnings();
    if (!warnings.isEmpty()) {
      LOG.log(
          System.Logger.Level.WARNING,
          () -> file + ": " + warnings.size() + " warnings, the first: " + warnings.getFirst());
    }
  }

  @Override
  public List<CounterReading> counters() {
    return counters.readings();
  }
}
