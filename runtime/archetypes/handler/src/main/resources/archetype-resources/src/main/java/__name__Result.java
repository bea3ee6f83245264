package ${package};

import io.oriel.api.message.ServerMessage;
import java.util.List;

/**
 * What is answered.
 *
 * @param from as it was asked
 * @param to as it was asked
 * @param distance between them, in the stage's units
 */
public record ${name}Result(List<Double> from, List<Double> to, double distance)
    implements ServerMessage {
  @Override
  public String event() {
    return "${event}Result";
  }
}
