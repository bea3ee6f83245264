package io.oriel.api.image;

/**
 * A picture in a device's memory.
 *
 * @param spec its shape
 * @param placement which device
 * @param address device pointer to the first byte
 * @param context the device context that owns the memory (for CUDA a {@code CUcontext})
 * @param sync what to wait for before the memory is read
 */
public record DeviceImage(
    ImageSpec spec, Placement placement, long address, long context, DeviceSync sync)
    implements Image {}
