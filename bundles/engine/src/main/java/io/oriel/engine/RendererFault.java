package io.oriel.engine;

/**
 * What a renderer threw when its step's output was asked for: no fault of the converter. It keeps
 * what is suppressed, for {@link RenderCalls#checkLeft}.
 */
final class RendererFault extends RuntimeException {
  private static final long serialVersionUID = 1;

  RendererFault(Throwable cause) {
    super(cause.getMessage(), cause, true, false);
  }
}
