package io.oriel.api.aov;

/**
 * The elements of a tensor somewhere in memory. Known forms are {@link HostTensor} and {@link
 * DeviceTensor}; there may be more.
 */
public interface Tensor {
  /** Shape and pitch. */
  TensorLayout layout();
}
