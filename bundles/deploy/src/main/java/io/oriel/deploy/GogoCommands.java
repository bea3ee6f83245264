package io.oriel.deploy;

import io.oriel.api.deploy.DeployedBundle;
import io.oriel.api.error.OrielException;
import io.oriel.api.swap.ServiceUse;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The commands {@code oriel:bundles}, {@code oriel:install} and so on for a Gogo shell, where
 * somebody has installed one. Gogo finds them by these properties (RFC 147); nothing of it is
 * needed. Who has the shell has the server: no token is asked for.
 */
@Component(
    service = GogoCommands.class,
    property = {
      "osgi.command.scope=oriel",
      "osgi.command.function=bundles",
      "osgi.command.function=install",
      "osgi.command.function=start",
      "osgi.command.function=stop",
      "osgi.command.function=remove"
    })
public final class GogoCommands {
  private final DeployService deploy;

  @Activate
  public GogoCommands(@Reference DeployService deploy) {
    this.deploy = deploy;
  }

  /** A line for each bundle: its number, name, version, state, and what is done with it. */
  public String bundles() {
    return deploy.framework().all().stream().map(this::line).collect(Collectors.joining("\n"));
  }

  /** Installs a jar beside the bundle of its name, which goes once the new one serves. */
  public String install(String jar) throws OrielException {
    DeployedBundle bundle = deploy.install(Path.of(jar));
    return line(deploy.framework().bundle(bundle.bundleId()));
  }

  public void start(long bundle) throws OrielException {
    deploy.start(bundle);
  }

  public void stop(long bundle) throws OrielException {
    deploy.stop(bundle);
  }

  /** Removes a bundle that was installed while the server runs. */
  public void remove(long bundle) throws OrielException {
    deploy.remove(bundle);
  }

  private String line(Bundle bundle) {
    return "%4d  %-9s  %s  %s"
        .formatted(
            bundle.getBundleId(),
            BundleList.state(bundle),
            Framework.name(bundle),
            deploy.observation().uses(bundle).stream()
                .map(GogoCommands::use)
                .collect(Collectors.joining(", ")))
        .stripTrailing();
  }

  private static String use(ServiceUse use) {
    return use.identity() + " " + use.state().name().toLowerCase(Locale.ROOT);
  }
}
