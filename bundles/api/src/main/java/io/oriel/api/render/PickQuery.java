package io.oriel.api.render;

/**
 * Asks what is seen in a rectangle of the picture.
 *
 * @param x left column, pixels of the render output
 * @param y top row
 * @param width at least 1
 * @param height at least 1
 * @param stageGeneration the stage that the asker saw; a query about another one is answered {@link
 *     PickResult.Outcome#SUPERSEDED}
 */
public record PickQuery(int x, int y, int width, int height, long stageGeneration) {
  public PickQuery {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("pick of " + width + "x" + height + " pixels");
    }
  }
}
