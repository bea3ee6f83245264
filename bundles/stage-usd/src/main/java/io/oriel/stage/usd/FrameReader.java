package io.oriel.stage.usd;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.function.IntSupplier;

/** Cuts a worker's output into frames. Not safe for use by several threads. */
final class FrameReader {
  private static final int HEADER_BYTES = 5;

  private final InputStream in;

  FrameReader(InputStream in) {
    this.in = in;
  }

  /**
   * The next frame, or empty at the end of the output.
   *
   * @param limit most bytes that it may have, asked when it begins
   */
  Optional<Frame> next(IntSupplier limit) throws IOException {
    byte[] header = in.readNBytes(HEADER_BYTES);
    if (header.length == 0) {
      return Optional.empty();
    }
    if (header.length < HEADER_BYTES) {
      throw new EOFException("half a frame header");
    }
    int length = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).getInt();
    if (length < 0 || length > limit.getAsInt()) {
      throw new MalformedFrameException("a frame of " + Integer.toUnsignedLong(length) + " bytes");
    }
    // Grows with what arrives: a length alone reserves no memory.
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("half a frame");
    }
    return Optional.of(new Frame(header[4], new Payload(body)));
  }
}
