package io.oriel.api.render;

import io.oriel.api.image.Placement;
import java.util.List;
import java.util.Objects;

/** What a renderer can do. Immutable. */
public final class RendererCapabilities {
  private final List<String> aovs;
  private final Placement placement;
  private final boolean picks;
  private final boolean outlines;
  private final boolean prepareNeedsLock;
  private final List<RenderSetting> settings;

  private RendererCapabilities(Builder builder) {
    this.aovs = List.copyOf(builder.aovs);
    this.placement = builder.placement;
    this.picks = builder.picks;
    this.outlines = builder.outlines;
    this.prepareNeedsLock = builder.prepareNeedsLock;
    this.settings = List.copyOf(builder.settings);
  }

  /** A renderer on the host with these outputs, and neither picks nor outlines. */
  public static Builder of(List<String> aovs) {
    return new Builder(aovs);
  }

  /** Outputs that it can draw, see {@link io.oriel.api.aov.Aovs}. */
  public List<String> aovs() {
    return aovs;
  }

  /** Where its outputs lie. */
  public Placement placement() {
    return placement;
  }

  /** True if it answers {@link PickQuery}. */
  public boolean picks() {
    return picks;
  }

  /** True if it draws outlines round selected prims. */
  public boolean outlines() {
    return outlines;
  }

  /** True if no step may run while it prepares a stage. */
  public boolean prepareNeedsLock() {
    return prepareNeedsLock;
  }

  /** Settings that it offers. */
  public List<RenderSetting> settings() {
    return settings;
  }

  /** Collects capabilities. Not safe for use by several threads. */
  public static final class Builder {
    private final List<String> aovs;
    private Placement placement = Placement.HOST;
    private boolean picks;
    private boolean outlines;
    private boolean prepareNeedsLock;
    private List<RenderSetting> settings = List.of();

    private Builder(List<String> aovs) {
      this.aovs = Objects.requireNonNull(aovs, "aovs");
    }

    public Builder placement(Placement value) {
      placement = Objects.requireNonNull(value, "placement");
      return this;
    }

    public Builder picks(boolean value) {
      picks = value;
      return this;
    }

    public Builder outlines(boolean value) {
      outlines = value;
      return this;
    }

    public Builder prepareNeedsLock(boolean value) {
      prepareNeedsLock = value;
      return this;
    }

    public Builder settings(List<RenderSetting> value) {
      settings = value;
      return this;
    }

    public RendererCapabilities build() {
      return new RendererCapabilities(this);
    }
  }
}
