package io.oriel.api.image;

import io.oriel.api.error.OrielException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Memory of one kind for pictures: the host's is in the engine, a device's in the bundle that knows
 * the device. Registered as a service with the property {@code oriel.memory} set to the {@link
 * Placement#kind()}. Safe for use from any thread.
 */
@ConsumerType
public interface ImageMemory {
  /**
   * Memory for one picture, its content undefined. Called off the frame path.
   *
   * @throws OrielException if there is not enough
   */
  ImageAllocation allocate(ImageSpec spec, int device) throws OrielException;

  /**
   * Copies a picture of this kind of memory to the host, rows and pitches as the two specs say, and
   * returns when the copy is complete. Never called on a render thread.
   *
   * @param from a picture of this memory, same size and format as {@code to}
   */
  void download(Image from, HostImage to) throws OrielException;
}
