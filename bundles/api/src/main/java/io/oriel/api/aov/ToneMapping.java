package io.oriel.api.aov;

/** How scene-linear colour is brought into the range of a display. */
public enum ToneMapping {
  /** Reinhard et al. 2002, "Photographic Tone Reproduction for Digital Images", equation 3. */
  REINHARD,
  /** The fit of the ACES reference rendering transform by Narkowicz 2015. */
  ACES
}
