package io.oriel.encoder.ffmpeg;

import io.oriel.ffmpeg.FfmpegNatives;
import java.io.IOException;
import java.nio.file.Path;

/** Loads the libraries and prints from where. */
final class LoadLibraries {
  private LoadLibraries() {}

  public static void main(String[] arguments) throws IOException {
    System.out.println(FfmpegNatives.load(Path.of(arguments[0])).folder());
  }
}
