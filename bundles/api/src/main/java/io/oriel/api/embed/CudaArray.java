package io.oriel.api.embed;

import io.oriel.api.image.DeviceSync;
import java.util.List;

/**
 * An array in CUDA memory, as the CUDA Array Interface (version 3, by the Numba project) describes
 * one. Refused today: nothing reads a device's memory yet.
 *
 * @param device ordinal of the device
 * @param address device pointer to the first element
 * @param type {@code typestr} of an element; of a picture {@code |u1}
 * @param shape elements in each dimension; of a picture height, width, 4
 * @param stridesBytes from an element to the next in each dimension; empty if rows follow without
 *     gaps
 * @param sync what to wait for before the memory is read
 */
public record CudaArray(
    int device,
    long address,
    String type,
    List<Long> shape,
    List<Long> stridesBytes,
    DeviceSync sync) {
  public CudaArray {
    shape = List.copyOf(shape);
    stridesBytes = List.copyOf(stridesBytes);
  }
}
