package io.oriel.api.image;

/**
 * A picture somewhere in memory. Known forms are {@link HostImage} and {@link DeviceImage}; there
 * may be more, so whoever distinguishes them has an answer for the others too. An image does not
 * own its memory: how long it may be used is said by whoever hands it out.
 */
public interface Image {
  /** Size, format and planes; never changes. */
  ImageSpec spec();
}
