package io.oriel.renderer.preview;

import io.oriel.api.aov.ElementType;
import java.util.Locale;

/**
 * How outputs are laid out, see {@link PreviewConfig}.
 *
 * @param hdr elements of HdrColor
 * @param albedo elements of DiffuseAlbedoSD
 * @param data elements of DepthSD and NormalSD
 * @param multiTensor true if HdrColor has its alpha beside it
 */
record OutputFormats(ElementType hdr, ElementType albedo, ElementType data, boolean multiTensor) {
  /** Without a configuration. */
  static final OutputFormats DEFAULT =
      new OutputFormats(ElementType.F16, ElementType.U8, ElementType.F32, false);

  static OutputFormats of(PreviewConfig config) {
    return new OutputFormats(
        type("hdrType", config.hdrType(), ElementType.F16),
        type("albedoType", config.albedoType(), ElementType.U8),
        config.packed() ? ElementType.U32 : ElementType.F32,
        config.multiTensor());
  }

  private static ElementType type(String key, String value, ElementType small) {
    for (ElementType type : new ElementType[] {small, ElementType.F32}) {
      if (type.name().equalsIgnoreCase(value)) {
        return type;
      }
    }
    throw new IllegalArgumentException(
        "%s is %s or f32, not %s".formatted(key, small.name().toLowerCase(Locale.ROOT), value));
  }
}
