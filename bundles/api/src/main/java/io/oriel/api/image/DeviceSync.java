package io.oriel.api.image;

/**
 * When device memory may be touched.
 *
 * @param stream the device stream (for CUDA a {@code CUstream}) in which the writer works
 * @param event the device event (for CUDA a {@code CUevent}) recorded after the last write, 0 if
 *     the memory may be read at once
 */
public record DeviceSync(long stream, long event) {
  /** Nothing to wait for. */
  public static final DeviceSync NONE = new DeviceSync(0, 0);
}
