package io.oriel.api.health;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Looks whether what a bundle needs of the machine and of its settings is there, before a server
 * starts or beside one that runs. A service; {@code oriel doctor} calls all of them and prints what
 * they find.
 *
 * <p>Its component must not wait for a configuration: the bundles are started without those that
 * open ports, streams or processes, and the settings come with the context.
 */
@ConsumerType
public interface Checkup {
  /**
   * Examines. Called on a thread of its own, beside other checkups; may take seconds, and is
   * interrupted at a time limit. It leaves everything as it was: what it opens it closes before it
   * returns.
   *
   * @param context the settings that a server would have; valid during the call
   * @return what was found, in the order to be read; also what is good
   * @throws Exception when it cannot be examined at all, which is reported as a bad finding
   */
  List<Finding> examine(CheckupContext context) throws Exception;
}
