package io.oriel.stage.usd;

import io.oriel.api.stage.Property;
import io.oriel.api.stage.VariantSet;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A question about a prim of an open stage; one frame answers it.
 *
 * @param kind of the frame that answers
 */
record Question<T>(Opening opening, byte[] request, int kind, Decoder<T> decoder)
    implements Exchange<List<T>> {

  /** Reads one item of the answer. */
  interface Decoder<T> {
    T read(Payload payload) throws MalformedFrameException;
  }

  static Question<Property> properties(Opening opening, String path, double timeCode) {
    return new Question<>(
        opening, Wire.askProperties(path, timeCode), Wire.PROPERTIES, PropertyDecoder::property);
  }

  static Question<VariantSet> variants(Opening opening, String path) {
    return new Question<>(
        opening, Wire.askVariants(path), Wire.VARIANTS, PropertyDecoder::variantSet);
  }

  @Override
  public int maxFrameBytes() {
    return Wire.MAX_ANSWER_BYTES;
  }

  @Override
  public Duration limit() {
    return opening.questionLimit();
  }

  @Override
  public String failing() {
    return "a question was not answered";
  }

  @Override
  public Optional<List<T>> accept(Frame frame) throws MalformedFrameException {
    if (frame.kind() != kind) {
      throw new MalformedFrameException("a frame of kind " + frame.kind() + " for an answer");
    }
    Payload payload = frame.payload();
    List<T> items = PropertyDecoder.items(payload, decoder);
    payload.end();
    return Optional.of(items);
  }
}
