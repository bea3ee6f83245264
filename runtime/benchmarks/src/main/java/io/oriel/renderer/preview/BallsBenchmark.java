package io.oriel.renderer.preview;

import io.oriel.api.geometry.Matrix4;
import io.oriel.api.geometry.Vector3;
import io.oriel.api.render.Camera;
import io.oriel.api.render.ViewState;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Many balls, with the camera going round them. */
public class BallsBenchmark extends StepBenchmark {
  private static final int VIEWS = 64;

  @Param({"20000", "1000000"})
  private int triangles;

  private final ViewState[] views = new ViewState[VIEWS];
  private int view;

  @Setup(Level.Trial)
  public void setUp() throws Exception {
    for (int i = 0; i < VIEWS; i++) {
      double angle = 2 * Math.PI * i / VIEWS;
      Vector3 eye = new Vector3(9 * Math.sin(angle), 4, 9 * Math.cos(angle));
      Matrix4 place = Matrix4.lookAt(eye, Vector3.ZERO, new Vector3(0, 1, 0));
      views[i] = ViewState.INITIAL.with().camera(Camera.perspective(place, 0.8, 0.1, 100)).build();
    }
    draw(new BallStage(triangles));
  }

  @Override
  Step next() {
    view = (view + 1) % VIEWS;
    return new Step(views[view], 0);
  }
}
