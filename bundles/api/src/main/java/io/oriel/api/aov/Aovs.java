package io.oriel.api.aov;

/** Names of the render outputs that every part knows; a renderer may have more. */
public final class Aovs {
  /** Display colour: u8 RGBA, sRGB. The fallback when the chosen output cannot be shown. */
  public static final String LDR_COLOR = "LdrColor";

  /** Scene-linear colour: f16 or f32, 3 or 4 channels. */
  public static final String HDR_COLOR = "HdrColor";

  /**
   * Distance to the image plane, in the stage's units: f32, or u32 with the bits of an f32.
   * Infinite where nothing is seen. The older name of {@link #DISTANCE_TO_IMAGE_PLANE}.
   */
  public static final String DEPTH = "DepthSD";

  /**
   * Distance to the plane through the camera that is parallel to the picture, in the stage's units:
   * f32; infinite where nothing is seen.
   */
  public static final String DISTANCE_TO_IMAGE_PLANE = "DistanceToImagePlaneSD";

  /** Distance to the camera's centre, in the stage's units: f32; infinite where nothing is seen. */
  public static final String DISTANCE_TO_CAMERA = "DistanceToCameraSD";

  /**
   * Unit normal in world space, that of the side that is seen: f32, or u32 with the bits of an f32,
   * 3 or 4 channels; zero where nothing is seen.
   */
  public static final String NORMAL = "NormalSD";

  /** Instance id: u32, 0 is background; the parameter {@link #ID_TO_PATH} says what an id is. */
  public static final String INSTANCE_SEGMENTATION = "InstanceSegmentationSD";

  /**
   * Semantic id: u32, 0 is background and what has no label; the parameter {@link #ID_TO_LABEL}
   * says what an id is.
   */
  public static final String SEMANTIC_SEGMENTATION = "SemanticSegmentationSD";

  /** Linear albedo: u8 or f32, 3 or 4 channels. */
  public static final String DIFFUSE_ALBEDO = "DiffuseAlbedoSD";

  /** Parameter of an instance segmentation: {@code Map<Integer, String>}, paths of prims. */
  public static final String ID_TO_PATH = "idToPath";

  /** Parameter of a semantic segmentation: {@code Map<Integer, String>}, labels. */
  public static final String ID_TO_LABEL = "idToLabel";

  private Aovs() {}
}
