package io.oriel.selection;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import java.util.List;

/** The payload of messages that name prims. */
public record PrimPaths(List<String> paths) {
  /**
   * The paths that were sent.
   *
   * @throws OrielException if none were, not even an empty list
   */
  List<String> sent() throws OrielException {
    if (paths == null) {
      throw new OrielException(ErrorCode.MALFORMED, "paths is missing");
    }
    return paths;
  }
}
