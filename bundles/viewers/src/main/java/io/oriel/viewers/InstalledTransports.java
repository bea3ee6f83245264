package io.oriel.viewers;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.Problem;
import io.oriel.api.time.Clock;
import io.oriel.api.transport.Reach;
import io.oriel.api.transport.Transport;
import io.oriel.api.transport.TransportStatus;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/**
 * The transports that are installed, as the component runtime knows them. One that is off has no
 * service, so that nobody else knows of it.
 */
final class InstalledTransports {
  /** Everybody may ask, and the runtime is costly to ask. */
  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final Problem REFUSED =
      new Problem(
          ErrorCode.CONFIGURATION_INVALID,
          "It does not start with its settings; the log has the reason.");

  private final Clock clock;
  private final AtomicReference<Optional<ServiceComponentRuntime>> runtime =
      new AtomicReference<>(Optional.empty());
  private List<TransportStatus> seen = List.of();
  private long freshUntilNanos;

  InstalledTransports(Clock clock) {
    this.clock = clock;
    freshUntilNanos = clock.nanos();
  }

  /** The runtime has come. It is not asked yet: it is the one that calls. */
  void add(ServiceComponentRuntime present) {
    runtime.set(Optional.of(present));
  }

  void remove(ServiceComponentRuntime former) {
    runtime.updateAndGet(used -> used.filter(one -> one != former));
  }

  /** Each as if it did not run: off, or failed where its component does not come up. */
  synchronized List<TransportStatus> states() {
    long now = clock.nanos();
    if (now - freshUntilNanos >= 0) {
      seen = look();
      freshUntilNanos = now + FRESH_NANOS;
    }
    return seen;
  }

  private List<TransportStatus> look() {
    return runtime.get().stream()
        .flatMap(asked ->
            asked.getComponentDescriptionDTOs().stream()
                .filter(InstalledTransports::isTransport)
                .map(component -> status(component, asked)))
        .toList();
  }

  private static boolean isTransport(ComponentDescriptionDTO component) {
    return component.properties.containsKey(Transport.TRANSPORT)
        && Arrays.asList(component.serviceInterfaces).contains(Transport.class.getName());
  }

  private static TransportStatus status(
      ComponentDescriptionDTO component, ServiceComponentRuntime asked) {
    boolean failed =
        asked.getComponentConfigurationDTOs(component).stream()
            .anyMatch(one -> one.state == ComponentConfigurationDTO.FAILED_ACTIVATION);
    return new TransportStatus(
        component.properties.get(Transport.TRANSPORT).toString(),
        failed ? TransportStatus.State.FAILED : TransportStatus.State.OFF,
        new Reach("", failed ? List.of(REFUSED) : List.of()));
  }
}
