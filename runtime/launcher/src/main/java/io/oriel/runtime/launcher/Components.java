package io.oriel.runtime.launcher;

import io.oriel.api.embed.ComponentFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** The declarative components of a framework, as its runtime reports them. */
final class Components {
  private static final Pattern CAUSE = Pattern.compile("(?m)^(?:Caused by: )?([\\w.$]+): (.+)$");

  private final BundleContext context;

  Components(BundleContext context) {
    this.context = context;
  }

  /** The components whose activation failed, by the state they are in now. */
  List<ComponentFailure> failures() {
    ServiceReference<ServiceComponentRuntime> reference =
        context.getServiceReference(ServiceComponentRuntime.class);
    if (reference == null) {
      return List.of();
    }
    ServiceComponentRuntime runtime = context.getService(reference);
    if (runtime == null) {
      return List.of();
    }
    try {
      return failures(runtime);
    } finally {
      context.ungetService(reference);
    }
  }

  private static List<ComponentFailure> failures(ServiceComponentRuntime runtime) {
    List<ComponentFailure> failures = new ArrayList<>();
    for (ComponentDescriptionDTO component : runtime.getComponentDescriptionDTOs(new Bundle[0])) {
      for (ComponentConfigurationDTO configuration :
          runtime.getComponentConfigurationDTOs(component)) {
        if (configuration.state == ComponentConfigurationDTO.FAILED_ACTIVATION) {
          failures.add(new ComponentFailure(component.name, reason(configuration.failure)));
        }
      }
    }
    return failures;
  }

  /**
   * The one line of a stack trace that a person needs: the message of the project's own exception
   * when there is one, because it names the remedy, and of the deepest cause otherwise.
   */
  static String reason(String stackTrace) {
    String reason = stackTrace.lines().findFirst().orElse("no reason given");
    Matcher causes = CAUSE.matcher(stackTrace);
    while (causes.find()) {
      if (causes.group(1).endsWith(".OrielException")) {
        return causes.group(2);
      }
      reason = causes.group(2) + " [" + causes.group(1) + "]";
    }
    return reason;
  }
}
