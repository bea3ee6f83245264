package io.oriel.engine;

import io.oriel.api.aov.AovLayout;
import io.oriel.api.aov.Aovs;
import io.oriel.api.error.OrielException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What the outputs of the last step looked like; the assembler hears when that is news. */
final class SeenOutputs {
  private final PipelineAssembler assembler;
  private Outputs outputs = Outputs.NONE;
  private AovLayout requested;
  private AovLayout fallback;

  SeenOutputs(PipelineAssembler assembler) {
    this.assembler = assembler;
  }

  /** Another renderer or stage: nothing has been seen of it. */
  void forget() {
    outputs = Outputs.NONE;
    requested = null;
    fallback = null;
  }

  /** Looks at a step that was asked for this output. */
  void note(DrawnFrame frame, String aov) throws OrielException {
    AovLayout first = frame.layout(aov).orElse(null);
    AovLayout second = frame.layout(Aovs.LDR_COLOR).orElse(null);
    if (aov.equals(outputs.requested())
        && Objects.equals(first, requested)
        && Objects.equals(second, fallback)) {
      return;
    }
    requested = first;
    fallback = second;
    Map<String, AovLayout> seen = new HashMap<>();
    Optional.ofNullable(first).ifPresent(layout -> seen.put(aov, layout));
    Optional.ofNullable(second).ifPresent(layout -> seen.put(Aovs.LDR_COLOR, layout));
    outputs = new Outputs(aov, seen);
    assembler.outputs(outputs);
  }

  /** True if the conversion takes what the output looks like. */
  boolean suits(OpenConversion conversion) {
    String aov = conversion.source();
    return conversion.layout().equals(aov.equals(Aovs.LDR_COLOR) ? fallback : requested);
  }

  /** True if the pipeline was made for what was seen. */
  boolean met(Pipeline pipeline) {
    return pipeline.madeFor() == outputs;
  }
}
