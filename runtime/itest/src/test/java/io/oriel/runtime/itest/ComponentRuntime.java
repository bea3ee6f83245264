package io.oriel.runtime.itest;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/**
 * The server's ServiceComponentRuntime (OSGi Compendium, section 112.11), by reflection: its types
 * belong to the server's bundles and not to this host.
 */
final class ComponentRuntime {
  private static final String NAME = "org.osgi.service.component.runtime.ServiceComponentRuntime";

  private final BundleContext context;
  private final Object runtime;
  private final Class<?> type;

  ComponentRuntime(BundleContext context) {
    this.context = context;
    this.runtime = context.getService(context.getServiceReference(NAME));
    this.type =
        Arrays.stream(runtime.getClass().getInterfaces())
            .filter(each -> each.getName().equals(NAME))
            .findFirst()
            .orElseThrow();
  }

  /** The descriptions of our components. */
  List<Object> ours() throws ReflectiveOperationException {
    Bundle[] ours =
        Arrays.stream(context.getBundles())
            .filter(bundle -> bundle.getSymbolicName().startsWith("io.oriel."))
            .toArray(Bundle[]::new);
    Method method = type.getMethod("getComponentDescriptionDTOs", Bundle[].class);
    return new ArrayList<>((Collection<?>) method.invoke(runtime, (Object) ours));
  }

  static String name(Object description) throws ReflectiveOperationException {
    return (String) description.getClass().getField("name").get(description);
  }

  /** Disables a component and enables it again; returns when both have been done. */
  void restart(Object description) throws ReflectiveOperationException {
    await(description, "disableComponent");
    await(description, "enableComponent");
  }

  private void await(Object description, String operation) throws ReflectiveOperationException {
    Method method = type.getMethod(operation, description.getClass());
    Object promise = method.invoke(runtime, description);
    method.getReturnType().getMethod("getValue").invoke(promise);
  }
}
