package io.oriel.engine;

/** What a renderer threw when its step's output was asked for: no fault of the converter. */
final class RendererFault extends RuntimeException {
  private static final long serialVersionUID = 1;

  RendererFault(Throwable cause) {
    super(cause.getMessage(), cause, true, false);
  }
}
