package io.oriel.transport.shm.control;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * A line of the control channel: a verb and what follows the first space.
 *
 * @param verb what it is
 * @param rest its fields or its text; empty if there is nothing
 */
record Line(String verb, String rest) {
  /** Most bytes of a line that carries no text. */
  static final int MOST_VERB_BYTES = 256;

  /** Reads a line without its end. */
  static Line of(byte[] bytes) throws MalformedLineException {
    final String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedLineException();
    }
    final int space = text.indexOf(' ');
    final Line line =
        space < 0
            ? new Line(text, "")
            : new Line(text.substring(0, space), text.substring(space + 1));
    Fields.check(bytes.length <= MOST_VERB_BYTES || line.mayBeLong());
    return line;
  }

  private boolean mayBeLong() {
    return switch (verb) {
      case "MESSAGE", "UNICODE", "INPUT_TOUCH" -> true;
      default -> false;
    };
  }
}
