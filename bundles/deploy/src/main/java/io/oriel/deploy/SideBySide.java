package io.oriel.deploy;

import java.util.Collection;
import org.osgi.framework.Bundle;
import org.osgi.framework.hooks.bundle.CollisionHook;

/**
 * Lets this bundle install one that has the name and version of another: whoever builds a converter
 * anew does not count its version up each time.
 *
 * @param deploy this bundle; what anyone else installs goes by the framework's own rule
 */
record SideBySide(Bundle deploy) implements CollisionHook {
  @Override
  public void filterCollisions(int operation, Bundle target, Collection<Bundle> candidates) {
    if (operation == INSTALLING && deploy.equals(target)) {
      candidates.clear();
    }
  }
}
