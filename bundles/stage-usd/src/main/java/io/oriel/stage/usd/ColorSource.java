package io.oriel.stage.usd;

import io.oriel.api.stage.Interpolation;
import io.oriel.api.stage.Primvar;
import java.util.Optional;

/** Who says which colour a draw has, in the order of the worker's numbers. */
enum ColorSource {
  /** Nobody: grey, unless the surface has its own. */
  NOBODY,
  /** An ancestor's displayColor, unless the surface has its own. */
  INHERITED,
  /** The bound material, whatever the surface has. */
  MATERIAL;

  private static final Primvar GREY =
      new Primvar(Interpolation.CONSTANT, new float[] {0.18f, 0.18f, 0.18f});

  /** The colours that are shown. */
  Primvar choose(Optional<Primvar> own, Primvar said) {
    return switch (this) {
      case NOBODY -> own.orElse(GREY);
      case INHERITED -> own.orElse(said);
      case MATERIAL -> said;
    };
  }
}
