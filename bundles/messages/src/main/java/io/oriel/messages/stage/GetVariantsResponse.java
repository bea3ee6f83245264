package io.oriel.messages.stage;

import io.oriel.api.message.ServerMessage;
import io.oriel.api.message.WireName;
import io.oriel.api.stage.VariantSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The choices that a prim offers, by the name of their set. */
public record GetVariantsResponse(
    @WireName("prim_path") String primPath, Map<String, Choice> variants) implements ServerMessage {
  /**
   * A variant set.
   *
   * @param selection the chosen option; empty if none is
   */
  public record Choice(List<String> options, String selection) {}

  static GetVariantsResponse of(String path, List<VariantSet> sets) {
    Map<String, Choice> choices = new LinkedHashMap<>();
    sets.forEach(set -> choices.put(set.name(), new Choice(set.options(), set.selection())));
    return new GetVariantsResponse(path, choices);
  }

  @Override
  public String event() {
    return "getVariantsResponse";
  }
}
