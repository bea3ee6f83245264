package io.oriel.deploy;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.swap.ServiceUse;
import io.oriel.api.swap.ServiceUser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** Watches what becomes of a bundle that was just started. Used by the thread of deployment. */
final class Observation {
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final String CONFIGURATION_REQUIRED = "require";

  private final Framework framework;
  private final ServiceComponentRuntime components;
  private final Collection<ServiceUser> users;

  /**
   * @param users those who are there now, changed by other threads
   */
  Observation(
      Framework framework, ServiceComponentRuntime components, Collection<ServiceUser> users) {
    this.framework = framework;
    this.components = components;
    this.users = users;
  }

  /**
   * Returns once everything that the bundle registered has served, or the time is over.
   *
   * @param complete whether a component that still waits for something at the end, or a service
   *     that is needed and has not served, is a failure: where the bundle replaces one that works
   * @throws OrielException {@code bundle.unhealthy} when anything of it failed or was given up
   */
  void await(Bundle bundle, Duration limit, boolean complete)
      throws OrielException, InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (true) {
      refuseStopped(bundle);
      List<String> waiting = waitingComponents(bundle);
      boolean served = served(bundle);
      if (served && waiting.isEmpty()) {
        return;
      }
      if (System.nanoTime() - end >= 0) {
        if (complete) {
          refuseIncomplete(bundle, waiting, limit);
        }
        return;
      }
      Thread.sleep(LOOK);
    }
  }

  private void refuseIncomplete(Bundle bundle, List<String> waiting, Duration limit)
      throws OrielException {
    if (!waiting.isEmpty()) {
      throw unhealthy(bundle, String.join("; ", waiting));
    }
    for (ServiceUse use : uses(bundle)) {
      if (use.state() == ServiceUse.State.TRYING) {
        throw unhealthy(
            bundle,
            "%s is needed and has not served within %d ms (observeMillis)"
                .formatted(use.identity(), limit.toMillis()));
      }
    }
  }

  /** What is done with the services of a bundle. */
  List<ServiceUse> uses(Bundle bundle) {
    Set<Long> ids = new HashSet<>();
    services(bundle).forEach(service -> ids.add(id(service)));
    return allUses().filter(use -> ids.contains(use.serviceId())).toList();
  }

  /** True when each service of a kind that is told of has served; false when there is none. */
  private boolean served(Bundle bundle) throws OrielException {
    List<ServiceUse> all = allUses().toList();
    Set<String> kinds = kinds(all);
    int told = 0;
    for (ServiceReference<?> service : services(bundle).toList()) {
      List<ServiceUse> uses = all.stream().filter(use -> use.serviceId() == id(service)).toList();
      for (ServiceUse use : uses) {
        if (use.state() == ServiceUse.State.GIVEN_UP) {
          throw unhealthy(bundle, use.identity() + " was given up: " + reason(use));
        }
      }
      if (types(service).anyMatch(kinds::contains)) {
        told++;
        if (uses.stream().noneMatch(use -> use.state() == ServiceUse.State.SERVING)) {
          return false;
        }
      }
    }
    return told > 0;
  }

  /** The types of service that anybody tells of. */
  private Set<String> kinds(List<ServiceUse> all) {
    Set<Long> told = new HashSet<>();
    all.forEach(use -> told.add(use.serviceId()));
    Set<String> kinds = new HashSet<>();
    for (Bundle each : framework.all()) {
      services(each)
          .filter(service -> told.contains(id(service)))
          .flatMap(Observation::types)
          .forEach(kinds::add);
    }
    return kinds;
  }

  private Stream<ServiceUse> allUses() {
    return users.stream().flatMap(user -> user.uses().stream());
  }

  private List<String> waitingComponents(Bundle bundle) throws OrielException {
    List<String> waiting = new ArrayList<>();
    for (ComponentDescriptionDTO component : components.getComponentDescriptionDTOs(bundle)) {
      Collection<ComponentConfigurationDTO> configurations =
          components.getComponentConfigurationDTOs(component);
      if (configurations.isEmpty()
          && component.defaultEnabled
          && CONFIGURATION_REQUIRED.equals(component.configurationPolicy)) {
        waiting.add(waitsForConfiguration(component));
      }
      for (ComponentConfigurationDTO configuration : configurations) {
        switch (configuration.state) {
          case ComponentConfigurationDTO.FAILED_ACTIVATION ->
              throw unhealthy(
                  bundle, component.name + " fails: " + Failure.reason(configuration.failure));
          case ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION ->
              waiting.add(waitsForConfiguration(component));
          case ComponentConfigurationDTO.UNSATISFIED_REFERENCE ->
              waiting.add(
                  component.name
                      + " waits for "
                      + Arrays.stream(configuration.unsatisfiedReferences)
                          .map(reference -> reference.name)
                          .toList());
          default -> {
            // It is there.
          }
        }
      }
    }
    return waiting;
  }

  private static String waitsForConfiguration(ComponentDescriptionDTO component) {
    return component.name
        + " waits for its configuration "
        + Arrays.asList(component.configurationPid);
  }

  private static void refuseStopped(Bundle bundle) throws OrielException {
    if ((bundle.getState() & (Bundle.ACTIVE | Bundle.STARTING)) == 0) {
      throw unhealthy(bundle, "it stopped by itself");
    }
  }

  private static Stream<ServiceReference<?>> services(Bundle bundle) {
    try {
      return Optional.ofNullable(bundle.getRegisteredServices()).stream().flatMap(Arrays::stream);
    } catch (IllegalStateException uninstalled) {
      return Stream.empty();
    }
  }

  private static long id(ServiceReference<?> service) {
    return (Long) service.getProperty(Constants.SERVICE_ID);
  }

  private static Stream<String> types(ServiceReference<?> service) {
    return Arrays.stream((String[]) service.getProperty(Constants.OBJECTCLASS));
  }

  private static String reason(ServiceUse use) {
    return use.problem()
        .map(problem -> problem.detail() + " [" + problem.code().id() + "]")
        .orElse("no reason given");
  }

  private static OrielException unhealthy(Bundle bundle, String reason) {
    return new OrielException(
        ErrorCode.BUNDLE_UNHEALTHY,
        bundle.getSymbolicName() + " " + bundle.getVersion() + ": " + reason);
  }
}
