package io.oriel.renderer.preview;

import io.oriel.api.aov.Aovs;
import io.oriel.api.aov.ElementType;
import java.util.List;
import java.util.Map;

/** What the renderer can draw. */
final class Outputs {
  /** Name of the further tensor of HdrColor. */
  static final String ALPHA = "alpha";

  private static final int COLORS = 3;

  private Outputs() {}

  /** LdrColor and all exact outputs of a screen; none of these has taken memory. */
  static List<Output> of(
      Output color, Screen screen, Lights lights, Backdrop backdrop, OutputFormats formats) {
    return List.of(
        color,
        hdr(screen, new RadianceShader(lights, backdrop), formats),
        single(Aovs.DEPTH, screen, DistanceShader.toImagePlane(), formats.data()),
        single(
            Aovs.DISTANCE_TO_IMAGE_PLANE, screen, DistanceShader.toImagePlane(), ElementType.F32),
        single(Aovs.DISTANCE_TO_CAMERA, screen, DistanceShader.toCamera(), ElementType.F32),
        single(Aovs.NORMAL, screen, new NormalShader(), formats.data()),
        single(
            Aovs.INSTANCE_SEGMENTATION,
            screen,
            new IdShader(scene -> scene.instances),
            ElementType.U32),
        single(
            Aovs.SEMANTIC_SEGMENTATION,
            screen,
            new IdShader(scene -> scene.semantics),
            ElementType.U32),
        single(Aovs.DIFFUSE_ALBEDO, screen, new AlbedoShader(), formats.albedo()));
  }

  private static Output single(String aov, Screen screen, Shader shader, ElementType type) {
    TensorMemory memory = new TensorMemory(type, screen, shader.channels());
    return new SurfaceOutput(aov, screen, shader, new TensorChannels(memory, 0));
  }

  private static Output hdr(Screen screen, Shader shader, OutputFormats formats) {
    if (!formats.multiTensor()) {
      return single(Aovs.HDR_COLOR, screen, shader, formats.hdr());
    }
    TensorMemory image = new TensorMemory(formats.hdr(), screen, COLORS);
    TensorMemory alpha = new TensorMemory(formats.hdr(), screen, 1);
    return new SurfaceOutput(
        Aovs.HDR_COLOR,
        screen,
        shader,
        new TensorChannels(image, 0),
        Map.of(ALPHA, new TensorChannels(alpha, COLORS)));
  }
}
