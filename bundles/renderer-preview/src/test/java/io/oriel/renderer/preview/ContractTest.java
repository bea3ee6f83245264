package io.oriel.renderer.preview;

import io.oriel.api.render.RendererProvider;
import io.oriel.tck.RendererContract;

/** The renderer keeps the contract. */
class ContractTest extends RendererContract {
  private final PreviewRendererProvider provider =
      new PreviewRendererProvider(OutputFormats.DEFAULT);

  @Override
  protected RendererProvider provider() {
    return provider;
  }
}
