package io.oriel.engine;

import io.oriel.api.render.ViewState;

/** The view as the renderer is to draw it. Render thread. */
final class EffectiveView {
  private final CurrentView view;
  private final PipelineAssembler assembler;
  private ViewState seen;
  private Drawing seenDrawing;
  private String source = "";
  private ViewState effective;

  /**
   * @param view what is asked for
   * @param assembler knows which output of the renderer that is made of
   */
  EffectiveView(CurrentView view, PipelineAssembler assembler) {
    this.view = view;
    this.assembler = assembler;
  }

  /** The newest view with its camera filled in; the same object while neither of them changes. */
  ViewState of(Drawing current) {
    ViewState newest = view.get();
    String newestSource = assembler.pipeline().sourceOf(newest.aov());
    if (newest != seen || current != seenDrawing || !newestSource.equals(source)) {
      seen = newest;
      seenDrawing = current;
      source = newestSource;
      effective = whole(newest, current);
    }
    return effective;
  }

  /** The renderer's output that the view's one is made of. */
  String source() {
    return source;
  }

  /** Keeps no stage that is not drawn any more. */
  void forget() {
    seenDrawing = null;
  }

  /** Itself if nothing is to be filled in. */
  private ViewState whole(ViewState newest, Drawing current) {
    if (newest.camera().isPresent() && newest.aov().equals(source)) {
      return newest;
    }
    return newest
        .with()
        .camera(newest.camera().orElseGet(current.stage()::camera))
        .aov(source)
        .build();
  }
}
