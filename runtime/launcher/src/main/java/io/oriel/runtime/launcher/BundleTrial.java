package io.oriel.runtime.launcher;

import io.oriel.api.health.CheckupContext;
import io.oriel.api.health.Finding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.BundleException;

/** Bundles that were started as far as they can be, without what opens something. */
final class BundleTrial implements AutoCloseable {
  private static final String REMEDY =
      "Add the bundle that provides it with --bundle, or unpack the distribution again";

  private final RunningFramework framework;
  private final List<Finding> findings;

  private BundleTrial(RunningFramework framework, List<Finding> findings) {
    this.framework = framework;
    this.findings = findings;
  }

  /** Starts the bundles. Components that wait for their configuration go on waiting. */
  static BundleTrial start(Path folder, BundleFiles files, ConfigurationTrial configuration)
      throws StartException {
    Set<String> waiting = new HashSet<>();
    files.bundles().forEach(jar -> waiting.addAll(WaitingComponents.in(jar)));
    Map<String, Map<String, Object>> properties = new HashMap<>(configuration.properties());
    properties.keySet().removeIf(pid -> waiting.contains(pid.split("~", 2)[0]));
    properties.keySet().retainAll(configuration.settings().keySet());

    List<BundleException> failures = new ArrayList<>();
    RunningFramework framework =
        new RunningFramework(
            FrameworkPreparation.begin(folder, Embedding.ALWAYS_SHARED).await(), Optional.empty());
    framework.start(files.bundles(), properties, () -> {}, failures::add);
    List<Finding> findings = new ArrayList<>(files.findings());
    failures.stream()
        .filter(failure -> !isConsequence(failure))
        .forEach(failure -> findings.add(Finding.bad("bundle", reason(failure), REMEDY)));
    new Components(framework.context())
        .failures()
        .forEach(failure ->
            findings.add(
                Finding.bad("component", failure.toString(), "Follow what the message says")));
    if (findings.isEmpty()) {
      findings.add(Finding.good("bundles", files.bundles().size() + " bundles fit together"));
    }
    return new BundleTrial(framework, findings);
  }

  List<Finding> findings() {
    return findings;
  }

  /** What the checkups of the bundles find. */
  List<Section> checkups(CheckupContext context) {
    return new CheckupRun(framework.context(), context).sections();
  }

  @Override
  public void close() {
    framework.close();
  }

  /** A bundle that fails because of another one, which is reported itself. */
  private static boolean isConsequence(BundleException failure) {
    return String.valueOf(failure.getMessage()).contains("[caused by: Unable to resolve ");
  }

  /** Felix' message without its numbers, and without saying it a second time. */
  private static String reason(BundleException failure) {
    return String.valueOf(failure.getMessage())
        .replaceFirst(" Unresolved requirements:.*", "")
        .replaceFirst(
            "^Unable to resolve (\\S+) .*?: missing requirement \\[\\S+ \\[[^]]*]\\([^)]*\\)] ",
            "$1 does not resolve, it lacks ");
  }
}
