package io.oriel.api.embed;

import io.oriel.api.image.DeviceSync;

/**
 * A DLPack tensor, by the address of its managed form. Source of the layouts: {@code dlpack.h} of
 * the DLPack project, version 1.
 *
 * @param address of a {@code DLManagedTensor}, or if {@code versioned} of a {@code
 *     DLManagedTensorVersioned}; 64-bit layout
 * @param versioned which of the two
 * @param sync what to wait for before the memory of a device is read
 */
public record DlpackPicture(long address, boolean versioned, DeviceSync sync) {
  /** A {@code DLManagedTensor}, which may be read at once. */
  public static DlpackPicture of(long address) {
    return new DlpackPicture(address, false, DeviceSync.NONE);
  }

  /** A {@code DLManagedTensorVersioned}, which may be read at once. */
  public static DlpackPicture ofVersioned(long address) {
    return new DlpackPicture(address, true, DeviceSync.NONE);
  }
}
