package io.oriel.api.stage;

import java.util.Objects;
import java.util.Optional;

/**
 * A triangulated mesh in its own space. The arrays are shared and not to be changed by anybody. A
 * reader delivers them consistent: every index names a point, and primvars have the length that
 * their interpolation asks for.
 */
public final class MeshData {
  private final String path;
  private final float[] points;
  private final int[] indices;
  private final Optional<Primvar> normals;
  private final Primvar colors;
  private final boolean doubleSided;
  private final Optional<Texture> texture;
  private final Optional<Primvar> textureCoordinates;
  private final Optional<String> label;

  private MeshData(Builder builder) {
    this.path = builder.path;
    this.points = builder.points;
    this.indices = builder.indices;
    this.normals = builder.normals;
    this.colors = builder.colors;
    this.doubleSided = builder.doubleSided;
    this.texture = builder.texture;
    this.textureCoordinates = builder.textureCoordinates;
    this.label = builder.label;
  }

  /**
   * A single-sided mesh, middle grey, with the normals of its triangles.
   *
   * @param path of the prim that it comes from; several instances may share it
   * @param points x, y, z of each point
   * @param indices three a triangle, counter-clockwise when seen from outside (right-handed)
   */
  public static Builder builder(String path, float[] points, int[] indices) {
    return new Builder(path, points, indices);
  }

  public String path() {
    return path;
  }

  public float[] points() {
    return points;
  }

  public int[] indices() {
    return indices;
  }

  public int pointCount() {
    return points.length / 3;
  }

  public int triangleCount() {
    return indices.length / 3;
  }

  /** Unit normals; empty means that every triangle is flat. */
  public Optional<Primvar> normals() {
    return normals;
  }

  /** Linear red, green, blue (Rec. 709 primaries), 0 to 1. */
  public Primvar colors() {
    return colors;
  }

  /** True if both sides of a triangle are drawn. */
  public boolean doubleSided() {
    return doubleSided;
  }

  /** Takes the place of the colours; present only together with {@link #textureCoordinates}. */
  public Optional<Texture> texture() {
    return texture;
  }

  /** Two numbers a value: to the right and up in the texture. */
  public Optional<Primvar> textureCoordinates() {
    return textureCoordinates;
  }

  /** Semantic label, such as {@code chair}; what several labels say is one text. */
  public Optional<String> label() {
    return label;
  }

  /** Collects a mesh. Not safe for use by several threads. */
  public static final class Builder {
    private final String path;
    private final float[] points;
    private final int[] indices;
    private Optional<Primvar> normals = Optional.empty();
    private Primvar colors = new Primvar(Interpolation.CONSTANT, new float[] {0.18f, 0.18f, 0.18f});
    private boolean doubleSided;
    private Optional<Texture> texture = Optional.empty();
    private Optional<Primvar> textureCoordinates = Optional.empty();
    private Optional<String> label = Optional.empty();

    private Builder(String path, float[] points, int[] indices) {
      this.path = Objects.requireNonNull(path, "path");
      this.points = Objects.requireNonNull(points, "points");
      this.indices = Objects.requireNonNull(indices, "indices");
    }

    public Builder normals(Primvar value) {
      normals = Optional.of(value);
      return this;
    }

    public Builder colors(Primvar value) {
      colors = Objects.requireNonNull(value, "colors");
      return this;
    }

    public Builder doubleSided(boolean value) {
      doubleSided = value;
      return this;
    }

    public Builder texture(Texture value, Primvar coordinates) {
      texture = Optional.of(value);
      textureCoordinates = Optional.of(coordinates);
      return this;
    }

    public Builder label(String value) {
      label = Optional.of(value);
      return this;
    }

    public MeshData build() {
      return new MeshData(this);
    }
  }
}
