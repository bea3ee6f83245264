package io.oriel.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.hooks.service.ListenerHook.ListenerInfo;

class OwnServicesTest {
  private static final String OWN = OwnServiceActivator.class.getName();

  @TempDir Path folder;
  private final OwnServices hook = new OwnServices();
  private RunningFramework framework;
  private Bundle first;
  private Bundle second;

  @BeforeEach
  void start() throws Exception {
    framework = RunningFramework.start(folder);
    first = copy("first");
    second = copy("second");
  }

  @AfterEach
  void stop() throws Exception {
    framework.close();
  }

  private Bundle copy(String name) throws Exception {
    Path jar =
        TestJar.bundle(name, "1.0.0")
            .activator(OwnServiceActivator.class)
            .write(folder.resolve(name + ".jar"));
    Bundle bundle = framework.context().installBundle(jar.toUri().toString());
    bundle.start();
    return bundle;
  }

  @Test
  void eachCopyFindsItsOwn() throws Exception {
    List<ServiceReference<?>> found = all();
    assertThat(found).hasSize(2);
    hook.find(second.getBundleContext(), OWN, null, false, found);
    assertThat(found).extracting(ServiceReference::getBundle).containsExactly(second);
  }

  /** As the component runtime asks. */
  @Test
  void eachCopyFindsItsOwnByAFilter() throws Exception {
    List<ServiceReference<?>> found = all();
    hook.find(first.getBundleContext(), null, "(&(objectClass=" + OWN + ")(a=b))", false, found);
    assertThat(found).extracting(ServiceReference::getBundle).containsExactly(first);
  }

  @Test
  void whoAsksForAllGetsAll() throws Exception {
    List<ServiceReference<?>> found = all();
    hook.find(second.getBundleContext(), OWN, null, true, found);
    hook.find(framework.context(), OWN, null, false, found);
    assertThat(found).hasSize(2);
  }

  @Test
  void whatIsSharedIsFoundByAll() {
    ServiceReference<?> shared =
        framework.context().registerService(Runnable.class, () -> {}, null).getReference();
    List<ServiceReference<?>> found = new ArrayList<>(List.of(shared));
    hook.find(second.getBundleContext(), Runnable.class.getName(), null, false, found);
    assertThat(found).containsExactly(shared);
  }

  @Test
  void eachCopyHearsOfItsOwn() {
    Map<BundleContext, Collection<ListenerInfo>> listeners = new HashMap<>();
    for (Bundle bundle : List.of(first, second)) {
      listeners.put(
          bundle.getBundleContext(),
          new ArrayList<>(
              List.of(
                  listener(bundle, "(&(objectClass=" + OWN + ")(a=b))"),
                  listener(bundle, "(a=b)"))));
    }
    hook.event(
        new ServiceEvent(ServiceEvent.REGISTERED, first.getRegisteredServices()[0]), listeners);
    assertThat(listeners.get(first.getBundleContext())).hasSize(2);
    assertThat(listeners.get(second.getBundleContext()))
        .extracting(ListenerInfo::getFilter)
        .containsExactly("(a=b)");
  }

  private List<ServiceReference<?>> all() throws Exception {
    return new ArrayList<>(List.of(framework.context().getAllServiceReferences(OWN, null)));
  }

  private static ListenerInfo listener(Bundle bundle, String filter) {
    return new ListenerInfo() {
      @Override
      public BundleContext getBundleContext() {
        return bundle.getBundleContext();
      }

      @Override
      public String getFilter() {
        return filter;
      }

      @Override
      public boolean isRemoved() {
        return false;
      }
    };
  }
}
