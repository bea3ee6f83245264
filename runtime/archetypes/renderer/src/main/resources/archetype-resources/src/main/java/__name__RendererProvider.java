package ${package};

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.render.RenderTarget;
import io.oriel.api.render.Renderer;
import io.oriel.api.render.RendererProvider;
import org.osgi.service.component.annotations.Component;

/** Draws for every stream whose setting {@code renderer} is {@code ${renderer}}. */
@Component(property = RendererProvider.RENDERER + "=${renderer}")
public final class ${name}RendererProvider implements RendererProvider {
  private static final int MAX_SIDE = 8192;

  /** Says what is missing if it cannot start here: a device, a library, a size. */
  @Override
  public Renderer open(RenderTarget target) throws OrielException {
    int shorter = Math.min(target.width(), target.height());
    int longer = Math.max(target.width(), target.height());
    if (shorter < 1 || longer > MAX_SIDE) {
      throw new OrielException(
          ErrorCode.RENDERER_UNAVAILABLE,
          "${renderer} draws 1 to " + MAX_SIDE + " pixels each way, not " + target);
    }
    return new ${name}Renderer(target);
  }
}
