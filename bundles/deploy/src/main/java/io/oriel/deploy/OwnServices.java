package io.oriel.deploy;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.hooks.service.EventListenerHook;
import org.osgi.framework.hooks.service.FindHook;
import org.osgi.framework.hooks.service.ListenerHook.ListenerInfo;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleWiring;

/**
 * A service under a class of a package that its bundle shares with nobody is for that bundle alone.
 * Components use such services among themselves, and of two copies side by side each must find its
 * own. Felix sees to that by itself; Equinox offers a bundle the other copy's, whose class is not
 * the one it knows. (OSGi Core, chapter 55.) Any thread.
 */
final class OwnServices implements FindHook, EventListenerHook {
  private static final Pattern ASKED_FOR = Pattern.compile("\\(objectClass=([^()*]+)\\)");

  @Override
  public void find(
      BundleContext context,
      String name,
      String filter,
      boolean allServices,
      Collection<ServiceReference<?>> references) {
    if (!allServices) {
      String type = name == null ? askedFor(filter) : name;
      references.removeIf(reference -> isForeign(reference, context.getBundle(), type));
    }
  }

  @Override
  public void event(
      ServiceEvent event, Map<BundleContext, Collection<ListenerInfo>> listenersByContext) {
    ServiceReference<?> reference = event.getServiceReference();
    Bundle owner = reference.getBundle();
    // Nearly every service is under types of the api: then nobody's filter needs to be read.
    Set<String> own = owner == null ? Set.of() : ownTypes(reference, owner);
    if (own.isEmpty()) {
      return;
    }
    listenersByContext.forEach((context, listeners) -> {
      if (!mayHaveAll(context.getBundle(), owner)) {
        listeners.removeIf(listener -> own.contains(askedFor(listener.getFilter())));
      }
    });
  }

  /** The type that a filter names; empty if it names none. */
  private static String askedFor(String filter) {
    Matcher asked = ASKED_FOR.matcher(filter == null ? "" : filter);
    return asked.find() ? asked.group(1) : "";
  }

  private static boolean isForeign(ServiceReference<?> reference, Bundle asking, String type) {
    Bundle owner = reference.getBundle();
    return owner != null && !mayHaveAll(asking, owner) && isPrivate(packageOf(type), owner);
  }

  private static boolean mayHaveAll(Bundle asking, Bundle owner) {
    return owner.equals(asking) || asking.getBundleId() == Constants.SYSTEM_BUNDLE_ID;
  }

  /** The types of a service that are of its bundle's own packages. */
  private static Set<String> ownTypes(ServiceReference<?> reference, Bundle owner) {
    return Arrays.stream((String[]) reference.getProperty(Constants.OBJECTCLASS))
        .filter(type -> isPrivate(packageOf(type), owner))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static String packageOf(String type) {
    return type.substring(0, Math.max(0, type.lastIndexOf('.')));
  }

  /** Whether the bundle has a package for itself: it neither exports it nor has it of another. */
  private static boolean isPrivate(String packageName, Bundle owner) {
    BundleWiring wiring = owner.adapt(BundleWiring.class);
    return wiring != null
        && wiring.getBundle().getBundleId() != Constants.SYSTEM_BUNDLE_ID
        && !packageName.startsWith("java.")
        && wiring.getCapabilities(PackageNamespace.PACKAGE_NAMESPACE).stream()
            .noneMatch(each -> names(each.getAttributes(), packageName))
        && wiring.getRequiredWires(PackageNamespace.PACKAGE_NAMESPACE).stream()
            .noneMatch(wire -> names(wire.getCapability().getAttributes(), packageName))
        && wiring.findEntries("/" + packageName.replace('.', '/'), "*.class", 0).size() > 0;
  }

  private static boolean names(Map<String, Object> attributes, String packageName) {
    return packageName.equals(attributes.get(PackageNamespace.PACKAGE_NAMESPACE));
  }
}
