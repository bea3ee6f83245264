package io.oriel.deploy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.resource.Namespace;

/** Says why a bundle does not resolve, in the same words on every framework. */
final class Missing {
  private Missing() {}

  /**
   * The requirements of a bundle that nothing installed fulfils.
   *
   * @param all the bundles of the framework
   * @return empty when each of them alone is fulfilled, but not all at once
   */
  static List<String> of(Bundle bundle, Bundle[] all) {
    BundleRevision revision = bundle.adapt(BundleRevision.class);
    List<BundleCapability> there =
        Stream.concat(
                Arrays.stream(all).flatMap(Missing::capabilities),
                revision.getDeclaredCapabilities(null).stream())
            .toList();
    return revision.getDeclaredRequirements(null).stream()
        .filter(Missing::mustResolve)
        .filter(requirement -> there.stream().noneMatch(requirement::matches))
        .map(requirement -> words(requirement, there))
        .toList();
  }

  private static Stream<BundleCapability> capabilities(Bundle bundle) {
    return Optional.ofNullable(bundle.adapt(BundleWiring.class))
        .map(wiring -> wiring.getCapabilities(null).stream())
        .orElse(Stream.empty());
  }

  private static boolean mustResolve(BundleRequirement requirement) {
    Map<String, String> directives = requirement.getDirectives();
    String resolution = directives.get(Namespace.REQUIREMENT_RESOLUTION_DIRECTIVE);
    String effective = directives.get(Namespace.REQUIREMENT_EFFECTIVE_DIRECTIVE);
    return !Namespace.RESOLUTION_OPTIONAL.equals(resolution)
        && !PackageNamespace.RESOLUTION_DYNAMIC.equals(resolution)
        && (effective == null || Namespace.EFFECTIVE_RESOLVE.equals(effective));
  }

  private static String words(BundleRequirement requirement, List<BundleCapability> there) {
    String filter =
        requirement.getDirectives().getOrDefault(Namespace.REQUIREMENT_FILTER_DIRECTIVE, "");
    List<Object> versions =
        there.stream()
            .filter(c -> c.getNamespace().equals(PackageNamespace.PACKAGE_NAMESPACE))
            .filter(c -> filter.contains("=" + c.getAttributes().get(c.getNamespace()) + ")"))
            .map(c -> c.getAttributes().get(PackageNamespace.CAPABILITY_VERSION_ATTRIBUTE))
            .distinct()
            .toList();
    String wanted = requirement.getNamespace() + " " + filter;
    return versions.isEmpty()
        ? wanted
        : wanted
            + ", and here is version "
            + versions.getFirst()
            + ": it was built for another one";
  }
}
