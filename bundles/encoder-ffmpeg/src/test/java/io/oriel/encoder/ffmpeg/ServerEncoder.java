package io.oriel.encoder.ffmpeg;

import io.oriel.api.error.OrielException;
import io.oriel.api.image.HostImage;
import io.oriel.api.video.EncodeSpec;
import io.oriel.api.video.Encoder;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * The encoders of one server, with classes and libraries of its own. What crosses from one class
 * loader to another is text.
 */
public final class ServerEncoder implements UnaryOperator<String> {
  private final FfmpegLibrary library;

  public ServerEncoder(String cache) {
    library = new FfmpegLibrary(Path.of(cache));
  }

  /**
   * Does what is asked: <code>folder</code>, <code>encode</code>, <code>x264</code>, and <code>
   * refuse</code>, which the library says something about.
   *
   * @return what came of it, or why nothing did
   */
  @Override
  public String apply(String question) {
    try {
      return switch (question) {
        case "folder" -> library.load().folder().toString();
        case "encode" -> encode();
        case "x264" -> open(new X264Provider(library).open(EncodeSpec.of(320, 180).build()));
        case "refuse" ->
            open(new OpenH264Provider(library).open(EncodeSpec.of(16384, 16384).build()));
        default -> throw new IllegalArgumentException(question);
      };
    } catch (OrielException e) {
      return e.getMessage();
    }
  }

  private static String open(Encoder encoder) throws OrielException {
    encoder.close();
    return "opened";
  }

  private String encode() throws OrielException {
    try (Arena arena = Arena.ofConfined();
        Encoder encoder = new OpenH264Provider(library).open(EncodeSpec.of(320, 180).build())) {
      HostImage picture = Patches.blank(arena, encoder.input());
      return new Recording().encode(encoder, picture, true).keyframe() ? "keyframe" : "none";
    }
  }
}
