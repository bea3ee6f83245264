package io.oriel.messages.stage;

import io.oriel.api.stage.Prim;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which children a viewer is shown. A filter's name is a type of {@link PrimTypes}, or {@code
 * USDGeom} or {@code mesh} for meshes; capital letters make no difference. A name that is unknown
 * lets nothing through. The renderer's own prims are never shown.
 *
 * @param names in small letters; empty for no restriction
 */
record ChildFilter(Set<String> names) implements Predicate<Prim> {
  static final ChildFilter NONE = new ChildFilter(Set.of());

  private static final Set<String> MESH = Set.of("usdgeom", "mesh");

  static ChildFilter of(List<String> filters) {
    return filters == null
        ? NONE
        : new ChildFilter(
            filters.stream()
                .filter(Objects::nonNull)
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet()));
  }

  @Override
  public boolean test(Prim prim) {
    return !isRenderers(prim)
        && (names.isEmpty()
            || names.contains(PrimTypes.of(prim))
            || (prim.type().equals("Mesh") && names.stream().anyMatch(MESH::contains)));
  }

  private static boolean isRenderers(Prim prim) {
    return prim.name().startsWith("OmniverseKit_") || prim.path().equals("/Render");
  }
}
