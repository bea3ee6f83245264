package io.oriel.api.aov;

import io.oriel.api.image.DeviceSync;
import io.oriel.api.image.Placement;

/**
 * A tensor in a device's memory.
 *
 * @param layout its shape
 * @param placement which device
 * @param address device pointer to the first element
 * @param context the device context that owns the memory
 * @param sync what to wait for before the memory is read
 */
public record DeviceTensor(
    TensorLayout layout, Placement placement, long address, long context, DeviceSync sync)
    implements Tensor {}
