package io.oriel.runtime.launcher;

import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * Where a running server can be reached, as its listeners say.
 *
 * @param page the viewer page, if there is a public listener
 * @param health the probe of its health, if there is a private one
 */
record Addresses(Optional<String> page, Optional<String> health) {
  private static final String URL = "oriel.http.url";

  static Addresses of(BundleContext context) {
    return new Addresses(
        url(context, "public"), url(context, "private").map(url -> url + "healthz"));
  }

  /** What a person who has just started the server wants to know. */
  String greeting() {
    StringBuilder text = new StringBuilder("\n");
    page.ifPresent(url -> text.append("  Oriel shows its picture at  ").append(url).append('\n'));
    health.ifPresent(url -> text.append("  Its health is at            ").append(url).append('\n'));
    text.append("  Ctrl-C stops it.\n\n");
    return text.toString();
  }

  private static Optional<String> url(BundleContext context, String listener) {
    String filter = "(&(" + URL + "=*)(oriel.http.listener=" + listener + "))";
    try {
      ServiceReference<?>[] found = context.getAllServiceReferences(null, filter);
      return found == null ? Optional.empty() : Optional.of((String) found[0].getProperty(URL));
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
