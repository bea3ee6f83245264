package io.oriel.runtime.launcher;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/**
 * Logs components that fail while the server runs, such as a newly installed one, each failure
 * once. The server goes on: others are being watched.
 */
final class FailureWatch implements ServiceListener {
  private static final System.Logger LOG = System.getLogger(FailureWatch.class.getName());

  private final Embedded embedded;
  private Set<ComponentFailure> known = Set.of();

  private FailureWatch(Embedded embedded) {
    this.embedded = embedded;
  }

  /** Watches until the framework stops. */
  static void begin(Embedded embedded) {
    String filter = "(objectClass=" + ServiceComponentRuntime.class.getName() + ")";
    try {
      embedded.bundleContext().addServiceListener(new FailureWatch(embedded), filter);
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The runtime changes a property of its service whenever its components change. */
  @Override
  public synchronized void serviceChanged(ServiceEvent event) {
    if (event.getType() == ServiceEvent.UNREGISTERING) {
      return;
    }
    List<ComponentFailure> now = embedded.failures();
    for (ComponentFailure failure : now) {
      if (!known.contains(failure)) {
        LOG.log(System.Logger.Level.WARNING, "a component cannot start: {0}", failure);
      }
    }
    known = new HashSet<>(now);
  }
}
