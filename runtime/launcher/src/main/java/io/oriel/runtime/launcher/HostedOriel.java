package io.oriel.runtime.launcher;

import io.oriel.api.deploy.DeployedBundle;
import io.oriel.api.deploy.Deployer;
import io.oriel.api.embed.ComponentFailure;
import io.oriel.api.embed.EmbeddingException;
import io.oriel.api.embed.Oriel;
import io.oriel.api.embed.PushedStream;
import io.oriel.api.embed.RunningOriel;
import io.oriel.api.embed.Settings;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.health.Readiness;
import io.oriel.api.stream.StreamControl;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;

/** An engine in the hands of a Java program. */
final class HostedOriel implements RunningOriel {
  private final Embedded embedded;
  private final BundleContext context;
  private volatile HostConfiguration configuration;

  HostedOriel(Embedded embedded, HostConfiguration configuration) {
    this.embedded = embedded;
    this.context = embedded.framework().context();
    this.configuration = configuration;
  }

  @Override
  public List<StreamControl> streams() {
    return service(Oriel.class).map(Oriel::streams).orElse(List.of());
  }

  @Override
  public Optional<StreamControl> stream(String name) {
    return service(Oriel.class).flatMap(engine -> engine.stream(name));
  }

  @Override
  public Optional<PushedStream> pushed(String name) {
    return service(Oriel.class).flatMap(engine -> engine.pushed(name));
  }

  @Override
  public List<Readiness> readiness() {
    return embedded.readiness();
  }

  @Override
  public RunningOriel awaitReady(Duration limit) throws EmbeddingException, InterruptedException {
    return switch (new StartUp(embedded).await(limit)) {
      case StartUp.Outcome.Ready ready -> this;
      case StartUp.Outcome.Stopped stopped ->
          throw new EmbeddingException(ErrorCode.SERVER_STOPPING, "the engine was closed");
      case StartUp.Outcome.Failed failed -> throw new EmbeddingException(problems(failed));
      case StartUp.Outcome.TimedOut timedOut ->
          throw new EmbeddingException(
              timedOut.reasons().stream()
                  .map(reason -> new Problem(ErrorCode.EMBEDDING_NOT_READY, reason))
                  .toList());
    };
  }

  /** A host that knows OSGi gets the framework's own context too. */
  @Override
  public <S> Optional<S> service(Class<S> type) {
    return type == BundleContext.class
        ? Optional.of(type.cast(context))
        : embedded.framework().service(type);
  }

  @Override
  public Optional<URI> page() {
    return Addresses.of(context).page().map(URI::create);
  }

  @Override
  public DeployedBundle install(Path jar) throws OrielException {
    return deployer().install(jar);
  }

  @Override
  public void remove(DeployedBundle bundle) throws OrielException {
    deployer().remove(bundle.bundleId());
  }

  private Deployer deployer() throws OrielException {
    return service(Deployer.class)
        .orElseThrow(() ->
            new OrielException(ErrorCode.UNSUPPORTED, "the bundle io.oriel.deploy does not run"));
  }

  @Override
  public Settings settings() {
    return configuration.settings();
  }

  @Override
  public synchronized List<String> reconfigure(Settings settings) throws EmbeddingException {
    HostConfiguration next = configuration.with(settings);
    List<String> changed = embedded.configuration().replace(next);
    configuration = next;
    return changed;
  }

  @Override
  public List<ComponentFailure> failures() {
    return embedded.failures();
  }

  @Override
  public void close() {
    embedded.close();
  }

  private static List<Problem> problems(StartUp.Outcome.Failed failed) {
    Stream<Problem> components =
        failed.components().stream()
            .map(failure -> new Problem(ErrorCode.EMBEDDING_START_FAILED, failure.toString()));
    return Stream.concat(components, failed.problems().stream()).toList();
  }
}
