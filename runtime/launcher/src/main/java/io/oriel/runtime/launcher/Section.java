package io.oriel.runtime.launcher;

import io.oriel.api.health.Finding;
import java.util.List;

/**
 * What one examination found.
 *
 * @param source who examined: a part of this program, or the bundle of a checkup
 * @param findings in the order to be read
 */
record Section(String source, List<Finding> findings) {
  Section {
    findings = List.copyOf(findings);
  }
}
