package io.oriel.video;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import java.lang.foreign.MemorySegment;

/**
 * Whether an encoder makes of a picture what the contract of {@link io.oriel.api.video.Encoder}
 * asks for. What it should not have written reaches nobody: a decoder could not go on from there.
 * One encode thread.
 */
final class OutputCheck {
  /** It may leave pictures out to hold the bit rate, but not for that long. */
  static final int SILENT_PICTURES = 30;

  private boolean keyframeDue;
  private boolean written;
  private String wrong = "";
  private int silent;

  /** Another encoder, or the same opened anew. */
  void opened() {
    silent = 0;
  }

  /** A picture is about to be encoded. */
  void begin(boolean keyframeAsked) {
    keyframeDue = keyframeAsked;
    written = false;
    wrong = "";
  }

  /** Whether a unit of that picture may go out. */
  boolean accepts(MemorySegment data, boolean keyframe) {
    if (data.byteSize() == 0) {
      wrong = "it wrote an empty access unit";
    } else if (keyframeDue && !keyframe) {
      wrong = "it was asked for a keyframe and wrote another unit";
    } else {
      keyframeDue = false;
      written = true;
    }
    return wrong.isEmpty();
  }

  /** Something of the picture has gone out. */
  boolean written() {
    return written;
  }

  /**
   * The encoder has returned.
   *
   * @throws OrielException {@link ErrorCode#ENCODER_FAILED} if that was not what it must do
   */
  void end() throws OrielException {
    silent = written ? 0 : silent + 1;
    if (wrong.isEmpty() && keyframeDue) {
      wrong = "it was asked for a keyframe and wrote nothing";
    } else if (wrong.isEmpty() && silent >= SILENT_PICTURES) {
      wrong = "it wrote nothing for " + silent + " pictures";
    }
    if (!wrong.isEmpty()) {
      throw new OrielException(ErrorCode.ENCODER_FAILED, wrong);
    }
  }
}
