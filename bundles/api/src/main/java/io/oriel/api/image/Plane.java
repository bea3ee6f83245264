package io.oriel.api.image;

/**
 * One plane of a picture.
 *
 * @param offsetBytes start of the first row within the picture's memory
 * @param pitchBytes from the start of a row to the start of the next
 * @param rows number of rows
 */
public record Plane(long offsetBytes, int pitchBytes, int rows) {
  /** Offset just behind the last row, its padding included. */
  public long endBytes() {
    return offsetBytes + (long) pitchBytes * rows;
  }
}
