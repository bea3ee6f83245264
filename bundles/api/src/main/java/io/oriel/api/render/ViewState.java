package io.oriel.api.render;

import io.oriel.api.aov.Aovs;
import io.oriel.api.aov.ToneMapping;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that decides what a stream shows, beside stage and time. Immutable; the latest wins,
 * and it is applied whole to a new renderer or stage.
 */
public final class ViewState {
  /** The camera of the stage or one that fits it, LdrColor, no outlines, everything pickable. */
  public static final ViewState INITIAL = new Builder().build();

  private final Optional<Camera> camera;
  private final String aov;
  private final Map<String, Integer> outlines;
  private final Set<String> unpickable;
  private final Map<String, String> settings;
  private final Map<Integer, OutlineStyle> outlineStyles;
  private final Optional<Playback> playback;
  private final double exposure;
  private final ToneMapping toneMapping;

  private ViewState(Builder builder) {
    this.camera = builder.camera;
    this.aov = builder.aov;
    this.outlines = Map.copyOf(builder.outlines);
    this.unpickable = Set.copyOf(builder.unpickable);
    this.settings = Map.copyOf(builder.settings);
    this.outlineStyles = Map.copyOf(builder.outlineStyles);
    this.playback = builder.playback;
    this.exposure = builder.exposure;
    this.toneMapping = builder.toneMapping;
  }

  /** Starts from this state. */
  public Builder with() {
    Builder builder = new Builder();
    builder.camera = camera;
    builder.aov = aov;
    builder.outlines = outlines;
    builder.unpickable = unpickable;
    builder.settings = settings;
    builder.outlineStyles = outlineStyles;
    builder.playback = playback;
    builder.exposure = exposure;
    builder.toneMapping = toneMapping;
    return builder;
  }

  /** The camera; empty means the stage's own or, if it has none, one that fits it. */
  public Optional<Camera> camera() {
    return camera;
  }

  /** The output that is shown. */
  public String aov() {
    return aov;
  }

  /**
   * Outline group, 1 to 255, by prim path, of the prim and what is below it; the nearest path wins,
   * and without any there is none.
   */
  public Map<String, Integer> outlines() {
    return outlines;
  }

  /** Paths of prims that picks pass through. */
  public Set<String> unpickable() {
    return unpickable;
  }

  /** Settings of the renderer by key. */
  public Map<String, String> settings() {
    return settings;
  }

  /** Style by outline group; a group that is absent has {@link OutlineStyle#DEFAULT}. */
  public Map<Integer, OutlineStyle> outlineStyles() {
    return outlineStyles;
  }

  /** How time runs; empty means from the stage's start on, as the stream is configured. */
  public Optional<Playback> playback() {
    return playback;
  }

  /** Exposure of scene-linear outputs in stops. */
  public double exposure() {
    return exposure;
  }

  /** Tone mapping of scene-linear outputs. */
  public ToneMapping toneMapping() {
    return toneMapping;
  }

  /** Collects a state. Not safe for use by several threads. */
  public static final class Builder {
    private Optional<Camera> camera = Optional.empty();
    private String aov = Aovs.LDR_COLOR;
    private Map<String, Integer> outlines = Map.of();
    private Set<String> unpickable = Set.of();
    private Map<String, String> settings = Map.of();
    private Map<Integer, OutlineStyle> outlineStyles = Map.of();
    private Optional<Playback> playback = Optional.empty();
    private double exposure;
    private ToneMapping toneMapping = ToneMapping.REINHARD;

    private Builder() {}

    public Builder camera(Camera value) {
      camera = Optional.of(value);
      return this;
    }

    public Builder defaultCamera() {
      camera = Optional.empty();
      return this;
    }

    public Builder aov(String value) {
      aov = Objects.requireNonNull(value, "aov");
      return this;
    }

    public Builder outlines(Map<String, Integer> value) {
      outlines = value;
      return this;
    }

    public Builder unpickable(Set<String> value) {
      unpickable = value;
      return this;
    }

    public Builder settings(Map<String, String> value) {
      settings = value;
      return this;
    }

    public Builder outlineStyles(Map<Integer, OutlineStyle> value) {
      outlineStyles = value;
      return this;
    }

    public Builder playback(Playback value) {
      playback = Optional.of(value);
      return this;
    }

    public Builder initialPlayback() {
      playback = Optional.empty();
      return this;
    }

    public Builder exposure(double stops) {
      if (!Double.isFinite(stops)) {
        throw new IllegalArgumentException("exposure " + stops);
      }
      exposure = stops;
      return this;
    }

    public Builder toneMapping(ToneMapping value) {
      toneMapping = Objects.requireNonNull(value, "toneMapping");
      return this;
    }

    public ViewState build() {
      return new ViewState(this);
    }
  }
}
