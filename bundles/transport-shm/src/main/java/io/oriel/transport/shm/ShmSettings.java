package io.oriel.transport.shm;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import java.util.regex.Pattern;

/** The settings, checked. */
record ShmSettings(String prefix, int slots, int protocolVersion, int maxConnections) {
  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._-]{0,32}");

  static ShmSettings of(ShmConfig config) throws OrielException {
    if (!PREFIX.matcher(config.prefix()).matches()) {
      throw new OrielException(
          ErrorCode.CONFIGURATION_INVALID,
          "prefix is '"
              + config.prefix()
              + "' but takes at most 32 of A-Z, a-z, 0-9, '.', '-' and '_'");
    }
    return new ShmSettings(
        config.prefix(), config.slots(), config.protocolVersion(), config.maxConnections());
  }
}
