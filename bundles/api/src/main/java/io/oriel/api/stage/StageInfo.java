package io.oriel.api.stage;

import io.oriel.api.geometry.Bounds;
import io.oriel.api.geometry.Vector3;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Metadata of a stage, as OpenUSD's stage metadata define them. Immutable. */
public final class StageInfo {
  private final String rootPrimPath;
  private final Vector3 up;
  private final double metersPerUnit;
  private final double startTimeCode;
  private final double endTimeCode;
  private final double timeCodesPerSecond;
  private final Bounds bounds;
  private final List<String> warnings;
  private final List<Path> files;
  private final Optional<String> defaultCamera;

  private StageInfo(Builder builder) {
    this.rootPrimPath = builder.rootPrimPath;
    this.up = builder.up;
    this.metersPerUnit = builder.metersPerUnit;
    this.startTimeCode = builder.startTimeCode;
    this.endTimeCode = builder.endTimeCode;
    this.timeCodesPerSecond = builder.timeCodesPerSecond;
    this.bounds = builder.bounds;
    this.warnings = List.copyOf(builder.warnings);
    this.files = List.copyOf(builder.files);
    this.defaultCamera = builder.defaultCamera;
  }

  /** An empty, still stage: y is up, centimetres, 24 time codes a second. */
  public static Builder builder() {
    return new Builder();
  }

  /** Path of the prim from which viewers show the hierarchy, {@code /} if there is none. */
  public String rootPrimPath() {
    return rootPrimPath;
  }

  /** Unit vector that points up: the y or the z axis. */
  public Vector3 up() {
    return up;
  }

  /** Length of the stage's unit in metres. */
  public double metersPerUnit() {
    return metersPerUnit;
  }

  /** First time code of the animation; equal to the last for a still stage. */
  public double startTimeCode() {
    return startTimeCode;
  }

  /** Last time code of the animation. */
  public double endTimeCode() {
    return endTimeCode;
  }

  /** Speed of the animation, above zero. */
  public double timeCodesPerSecond() {
    return timeCodesPerSecond;
  }

  /** World bounds of everything drawn at the start time; empty if nothing is drawn. */
  public Bounds bounds() {
    return bounds;
  }

  /** What the reader met and passed over, such as a reference that does not resolve. */
  public List<String> warnings() {
    return warnings;
  }

  /** Local files that it was made from: the one that was opened and all that it refers to. */
  public List<Path> files() {
    return files;
  }

  /** Path of the camera that the stage names for its first picture; empty if it names none. */
  public Optional<String> defaultCamera() {
    return defaultCamera;
  }

  /** True if time makes a difference. */
  public boolean animated() {
    return endTimeCode > startTimeCode;
  }

  /** Collects metadata. Not safe for use by several threads. */
  public static final class Builder {
    private String rootPrimPath = "/";
    private Vector3 up = new Vector3(0, 1, 0);
    private double metersPerUnit = 0.01;
    private double startTimeCode;
    private double endTimeCode;
    private double timeCodesPerSecond = 24;
    private Bounds bounds = Bounds.EMPTY;
    private List<String> warnings = List.of();
    private List<Path> files = List.of();
    private Optional<String> defaultCamera = Optional.empty();

    private Builder() {}

    public Builder rootPrimPath(String value) {
      rootPrimPath = Objects.requireNonNull(value, "rootPrimPath");
      return this;
    }

    public Builder up(Vector3 value) {
      up = Objects.requireNonNull(value, "up");
      return this;
    }

    public Builder metersPerUnit(double value) {
      metersPerUnit = value;
      return this;
    }

    public Builder timeRange(double start, double end, double codesPerSecond) {
      if (!(end >= start) || !(codesPerSecond > 0)) {
        throw new IllegalArgumentException(
            "time codes " + start + " to " + end + " at " + codesPerSecond + " a second");
      }
      startTimeCode = start;
      endTimeCode = end;
      timeCodesPerSecond = codesPerSecond;
      return this;
    }

    public Builder bounds(Bounds value) {
      bounds = Objects.requireNonNull(value, "bounds");
      return this;
    }

    public Builder warnings(List<String> value) {
      warnings = value;
      return this;
    }

    public Builder files(List<Path> value) {
      files = value;
      return this;
    }

    public Builder defaultCamera(String path) {
      defaultCamera = Optional.of(path);
      return this;
    }

    public StageInfo build() {
      return new StageInfo(this);
    }
  }
}
