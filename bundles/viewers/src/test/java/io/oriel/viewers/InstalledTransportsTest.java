package io.oriel.viewers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.oriel.api.transport.Transport;
import io.oriel.api.transport.TransportStatus;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

class InstalledTransportsTest {
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger asked = new AtomicInteger();
  private final InstalledTransports installed = new InstalledTransports(new HandClock(nanos::get));

  @Test
  void areOffOrFailedAndNothingElseIsAmongThem() {
    installed.add(
        runtime(
            Map.of(
                component("rtsp", Transport.class),
                ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION,
                component("shm", Transport.class),
                ComponentConfigurationDTO.FAILED_ACTIVATION,
                component("other", Runnable.class),
                ComponentConfigurationDTO.ACTIVE)));
    assertThat(installed.states())
        .extracting(TransportStatus::name, TransportStatus::state)
        .containsExactlyInAnyOrder(
            tuple("rtsp", TransportStatus.State.OFF), tuple("shm", TransportStatus.State.FAILED));
    assertThat(installed.states())
        .allMatch(one ->
            one.reach().problems().isEmpty() != (one.state() == TransportStatus.State.FAILED));
  }

  @Test
  void areLookedForOnceASecondHoweverManyAsk() {
    ServiceComponentRuntime runtime = runtime(Map.of(component("rtsp", Transport.class), 1));
    installed.add(runtime);
    for (int i = 0; i < 100; i++) {
      installed.states();
    }
    assertThat(asked).hasValue(1);
    installed.remove(runtime);
    nanos.addAndGet(1_000_000_000);
    assertThat(installed.states()).isEmpty();
  }

  private static ComponentDescriptionDTO component(String name, Class<?> service) {
    ComponentDescriptionDTO component = new ComponentDescriptionDTO();
    component.properties = Map.of(Transport.TRANSPORT, name);
    component.serviceInterfaces = new String[] {service.getName()};
    return component;
  }

  /** A fake of the component runtime with components in a state each. */
  private ServiceComponentRuntime runtime(Map<ComponentDescriptionDTO, Integer> components) {
    return (ServiceComponentRuntime)
        Proxy.newProxyInstance(
            ServiceComponentRuntime.class.getClassLoader(),
            new Class<?>[] {ServiceComponentRuntime.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getComponentDescriptionDTOs" -> {
                    asked.incrementAndGet();
                    yield (Collection<?>) components.keySet();
                  }
                  case "getComponentConfigurationDTOs" -> {
                    ComponentConfigurationDTO one = new ComponentConfigurationDTO();
                    one.state = components.get(arguments[0]);
                    yield List.of(one);
                  }
                  case "equals" -> proxy == arguments[0];
                  default -> throw new AssertionError(method);
                });
  }
}
