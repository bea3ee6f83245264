package io.oriel.deploy;

import io.oriel.api.swap.ServiceUse;
import io.oriel.api.swap.ServiceUser;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** Felix, deployment as its framework's own bundle, and a core that says what the test says. */
final class RunningFramework implements AutoCloseable, ServiceUser {
  private final Framework framework;
  private final Map<String, ServiceUse.State> states = new ConcurrentHashMap<>();

  private final AtomicReference<Error> failure = new AtomicReference<>();

  private RunningFramework(Framework framework) {
    this.framework = framework;
  }

  static RunningFramework start(Path folder) throws Exception {
    Framework framework =
        new FrameworkFactory()
            .newFramework(
                Map.of(
                    Constants.FRAMEWORK_STORAGE,
                    folder.resolve("felix").toString(),
                    "felix.service.urlhandlers",
                    "false"));
    framework.init();
    framework.start();
    return new RunningFramework(framework);
  }

  /** Deployment with these settings. */
  DeployService deploy(Map<String, Object> settings) throws Exception {
    DeployService deploy = new DeployService(context(), noComponents(), config(settings));
    deploy.bindUser(this);
    return deploy;
  }

  static DeployConfig config(Map<String, Object> settings) {
    return (DeployConfig)
        Proxy.newProxyInstance(
            DeployConfig.class.getClassLoader(),
            new Class<?>[] {DeployConfig.class},
            (proxy, method, arguments) ->
                settings.getOrDefault(method.getName(), method.getDefaultValue()));
  }

  /** What the core does with the services of a bundle of this version; nothing by default. */
  void say(String version, ServiceUse.State state) {
    states.put(version, state);
  }

  /** The core fails when it is asked; it does not any more for null. */
  void failAtUses(Error error) {
    failure.set(error);
  }

  @Override
  public List<ServiceUse> uses() {
    if (failure.get() != null) {
      throw failure.get();
    }
    return Arrays.stream(context().getBundles())
        .filter(bundle -> states.containsKey(bundle.getVersion().toString()))
        .flatMap(bundle ->
            Optional.ofNullable(bundle.getRegisteredServices()).stream()
                .flatMap(Stream::of)
                .map(service -> use(service, states.get(bundle.getVersion().toString()))))
        .toList();
  }

  BundleContext context() {
    return framework.getBundleContext();
  }

  /** Names and versions of the bundles that run, but for the framework. */
  List<String> running() {
    return Arrays.stream(context().getBundles())
        .filter(bundle -> bundle.getBundleId() != 0 && bundle.getState() == Bundle.ACTIVE)
        .map(bundle -> bundle.getSymbolicName() + " " + bundle.getVersion())
        .toList();
  }

  @Override
  public void close() throws Exception {
    framework.stop();
    framework.waitForStop(0);
  }

  private static ServiceUse use(ServiceReference<?> service, ServiceUse.State state) {
    return new ServiceUse(
        (Long) service.getProperty(Constants.SERVICE_ID),
        "sample",
        "main",
        state,
        state == ServiceUse.State.GIVEN_UP
            ? Optional.of(
                new io.oriel.api.error.Problem(
                    io.oriel.api.error.ErrorCode.CONVERSION_FAILED, "it throws"))
            : Optional.empty());
  }

  private static ServiceComponentRuntime noComponents() {
    return (ServiceComponentRuntime)
        Proxy.newProxyInstance(
            ServiceComponentRuntime.class.getClassLoader(),
            new Class<?>[] {ServiceComponentRuntime.class},
            (proxy, method, arguments) -> List.of());
  }
}
