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
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Reads USD stages with OpenUSD in a process of its own for each, so that no file can take the
 * server down. A stage is wholly in memory when {@link #open} returns, and its process is gone.
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

  private final CounterSet<UsdCounter> counters = new CounterSet<>(UsdCounter.class, Map.of());
  private final Path scripts;
  private final WarmWorker workers;
  private volatile Settings settings;

  /** Has a first worker started beside the framework. */
  @Activate
  public UsdStageReader(BundleContext context, UsdConfig config) {
    this(context.getDataFile("worker").toPath(), Settings.of(config));
  }

  UsdStageReader(Path scripts, Settings settings) {
    this.scripts = scripts;
    this.settings = settings;
    this.workers = new WarmWorker(command(settings), counters);
    workers.prepare();
  }

  @Modified
  void modified(UsdConfig config) {
    Settings before = settings;
    settings = Settings.of(config);
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
      return UsdStage.empty();
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
    StageLocations locations = new StageLocations(now.allowedRoots());
    Path file = locations.resolve(source.location());
    if (monitor.cancelled()) {
      throw new OrielException(ErrorCode.SUPERSEDED, file + ": the load was given up");
    }
    Worker worker = workers.take();
    try {
      monitor.onCancel(() -> worker.kill(Worker.Doom.CANCELLED));
      long started = System.nanoTime();
      Job job = new Job(file, now.withRoots(locations.realRoots()), monitor, source.timeout());
      UsdStage stage = worker.load(job);
      report(file, stage, System.nanoTime() - started);
      return stage;
    } finally {
      workers.prepareLater();
    }
  }

  private static void report(Path file, UsdStage stage, long nanos) {
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
