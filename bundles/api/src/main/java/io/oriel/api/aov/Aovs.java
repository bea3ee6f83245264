package io.oriel.api.aov;

/** Names of the render outputs that every part knows; a renderer may have more. */
public final class Aovs {
  /** Display colour: u8 RGBA, sRGB. The fallback when the chosen output cannot be shown. */
  public static final String LDR_COLOR = "LdrColor";

  /** Scene-linear colour: f16 or f32, 3 or 4 channels. */
  public static final String HDR_COLOR = "HdrColor";

  /** Depth: f32, or u32 with the bits of an f32. */
  public static final String DEPTH = "DepthSD";

  /** Distance to the image plane, in the stage's units: f32. */
  public static final String DISTANCE_TO_IMAGE_PLANE = "DistanceToImagePlaneSD";

  /** Distance to the camera's centre, in the stage's units: f32. */
  public static final String DISTANCE_TO_CAMERA = "DistanceToCameraSD";

  /** World normal: f32, or u32 with the bits of an f32, components -1 to 1. */
  public static final String NORMAL = "NormalSD";

  /** Instance id: u32, 0 is background. */
  public static final String INSTANCE_SEGMENTATION = "InstanceSegmentationSD";

  /** Semantic id: u32, 0 is unlabelled. */
  public static final String SEMANTIC_SEGMENTATION = "SemanticSegmentationSD";

  /** Linear albedo: u8 or f32, 3 or 4 channels. */
  public static final String DIFFUSE_ALBEDO = "DiffuseAlbedoSD";

  private Aovs() {}
}
