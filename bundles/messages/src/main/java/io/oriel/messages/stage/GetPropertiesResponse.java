package io.oriel.messages.stage;

import io.oriel.api.message.ServerMessage;
import io.oriel.api.message.Truncatable;
import io.oriel.api.message.WireName;
import java.util.Map;
import java.util.Optional;

/**
 * The properties of a prim that have a value at the time that is shown.
 *
 * @param truncated true if some were left out because the asker wanted no more bytes
 * @param omittedCount how many
 */
public record GetPropertiesResponse(
    @WireName("prim_path") String primPath,
    @Truncatable Map<String, Object> properties,
    Optional<Boolean> truncated,
    @WireName("omitted_count") Optional<Integer> omittedCount)
    implements ServerMessage {
  @Override
  public String event() {
    return "getPropertiesResponse";
  }
}
