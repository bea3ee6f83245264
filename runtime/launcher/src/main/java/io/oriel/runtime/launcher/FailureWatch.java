package io.oriel.runtime.launcher;

import io.oriel.api.embed.ComponentFailure;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/**
 * Tells of components that fail while the framework runs, such as new ones: of each failure once.
 */
final class FailureWatch implements ServiceListener {
  private final Components components;
  private final Consumer<ComponentFailure> told;
  private Set<ComponentFailure> known;

  private FailureWatch(Components components, Consumer<ComponentFailure> told) {
    this.components = components;
    this.told = told;
    this.known = Set.copyOf(components.failures());
  }

  /** Watches until the framework stops; what has failed already is not told. */
  static void begin(BundleContext context, Consumer<ComponentFailure> told) {
    String filter = "(objectClass=" + ServiceComponentRuntime.class.getName() + ")";
    try {
      context.addServiceListener(new FailureWatch(new Components(context), told), filter);
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The runtime changes a property of its service some time after its components changed. */
  @Override
  public synchronized void serviceChanged(ServiceEvent event) {
    if (event.getType() == ServiceEvent.UNREGISTERING) {
      return;
    }
    List<ComponentFailure> now = components.failures();
    now.stream().filter(failure -> !known.contains(failure)).forEach(told);
    known = Set.copyOf(now);
  }
}
