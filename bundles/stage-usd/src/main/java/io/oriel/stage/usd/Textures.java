package io.oriel.stage.usd;

import io.oriel.api.stage.Texture;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The textures of a stage while it is loaded; meshes share them. */
final class Textures {
  private final Consumer<String> warnings;
  private final List<Optional<Texture>> textures = new ArrayList<>();
  private long pixelsLeft;

  /**
   * @param maxBytes of all textures together, four a pixel
   * @param warnings takes why a texture is not shown
   */
  Textures(long maxBytes, Consumer<String> warnings) {
    this.pixelsLeft = maxBytes / Integer.BYTES;
    this.warnings = warnings;
  }

  void read(Payload payload) throws MalformedFrameException {
    String name = payload.string();
    TextureSampling sampling = TextureSampling.read(payload);
    textures.add(decode(name, payload.blob(), sampling));
  }

  private Optional<Texture> decode(String name, byte[] file, TextureSampling sampling) {
    try {
      TextureDecoder.Picture picture = TextureDecoder.decode(file, pixelsLeft);
      pixelsLeft -= picture.rgba().length;
      return Optional.of(sampling.of(picture));
    } catch (IOException unusable) {
      warnings.accept("the texture " + name + " is not shown: " + unusable.getMessage());
      return Optional.empty();
    }
  }

  int count() {
    return textures.size();
  }

  /** Empty if it could not be decoded. */
  Optional<Texture> get(int number) {
    return textures.get(number);
  }
}
