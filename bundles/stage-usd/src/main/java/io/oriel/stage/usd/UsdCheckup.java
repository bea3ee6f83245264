package io.oriel.stage.usd;

import io.oriel.api.error.OrielException;
import io.oriel.api.health.Checkup;
import io.oriel.api.health.CheckupContext;
import io.oriel.api.health.Finding;
import io.oriel.api.metrics.CounterSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Starts a worker, and looks at the stage that each stream begins with. */
@Component
public final class UsdCheckup implements Checkup {
  private static final String STREAM = "io.oriel.engine.stream";
  private static final long MIB = 1L << 20;
  private static final String PYTHON_REMEDY =
      "Install a Python from 3.10 to 3.13 with venv (on Debian: apt-get install python3"
          + " python3-venv), from which the start script sets up its own; or name one that has"
          + " usd-core (python3 -m pip install usd-core) in ORIEL_PYTHON or under python of "
          + UsdConfig.PID;

  private final Path scripts;

  @Activate
  public UsdCheckup(BundleContext context) {
    this(context.getDataFile("checkup").toPath());
  }

  UsdCheckup(Path scripts) {
    this.scripts = scripts;
  }

  @Override
  public List<Finding> examine(CheckupContext context) throws InterruptedException {
    Map<String, Object> settings = context.settings(UsdConfig.PID);
    List<Finding> findings = new ArrayList<>();
    findings.add(worker(settings));
    StageLocations locations =
        new StageLocations(
            Stream.of((String[]) settings.get("allowedRoots"))
                .filter(root -> !root.isBlank())
                .map(root -> Path.of(root).toAbsolutePath().normalize())
                .toList());
    context
        .instances(STREAM)
        .forEach((name, stream) ->
            findings.add(stage(name, String.valueOf(stream.get("stage")), locations)));
    return findings;
  }

  private Finding worker(Map<String, Object> settings) throws InterruptedException {
    String python = (String) settings.get("python");
    long memory = (Integer) settings.get("memoryLimitMiB") * MIB;
    Worker worker =
        Worker.start(
            () -> new WorkerProcess(python, WorkerScripts.unpack(scripts), memory),
            new CounterSet<>(UsdCounter.class, Map.of()));
    try {
      return Finding.good("USD", worker.greeting() + ", by " + python);
    } catch (OrielException e) {
      return Finding.bad("USD", e.getMessage().replace(WorkerFailure.REMEDY, ""), PYTHON_REMEDY);
    } finally {
      worker.kill(Worker.Doom.DISCARDED);
      worker.ended().join();
    }
  }

  private static Finding stage(String stream, String location, StageLocations locations) {
    if (location.isEmpty()) {
      return Finding.note("stage", "stream " + stream + " begins with an empty stage");
    }
    if (RemoteStages.isRemote(location)) {
      return Finding.note("stage", "stream " + stream + " begins with one from a web server");
    }
    try {
      return Finding.good("stage", locations.resolve(location) + ", for stream " + stream);
    } catch (OrielException e) {
      return Finding.bad(
          "stage",
          e.getMessage(),
          "Name a USD file that can be read with --stage, or under stage of "
              + STREAM
              + "~"
              + stream);
    }
  }
}
