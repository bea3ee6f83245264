package io.oriel.runtime.itest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * The components of our bundles, seen by the services that they register: a component that is
 * activated anew has registered them anew. (Its {@code component.id} may stay.)
 *
 * @param ids of each component, by "bundle component": of its services
 * @param services simple names of what each bundle's components register, by symbolic name
 */
record Components(Map<String, Set<Long>> ids, Map<String, Set<String>> services) {
  static Components of(BundleContext context) throws Exception {
    Map<String, Set<Long>> ids = new TreeMap<>();
    Map<String, Set<String>> services = new TreeMap<>();
    for (ServiceReference<?> reference : context.getAllServiceReferences(null, null)) {
      if (reference.getBundle() != null
          && reference.getProperty("component.name") instanceof String component) {
        String bundle = reference.getBundle().getSymbolicName();
        ids.computeIfAbsent(bundle + " " + component, c -> new TreeSet<>())
            .add((Long) reference.getProperty("service.id"));
        for (String name : (String[]) reference.getProperty("objectClass")) {
          services
              .computeIfAbsent(bundle, b -> new TreeSet<>())
              .add(name.substring(name.lastIndexOf('.') + 1));
        }
      }
    }
    return new Components(ids, services);
  }

  /** The components that were there before under the same name and are others now. */
  List<String> activatedSince(Components before) {
    List<String> others = new ArrayList<>();
    ids.forEach((component, now) -> {
      Set<Long> then = before.ids().get(component);
      if (then != null && !now.equals(then)) {
        others.add(component);
      }
    });
    return others;
  }
}
