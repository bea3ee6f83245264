package ${package};

import java.util.List;

/**
 * What a viewer asks. The components are read from the payload under their names; {@code @WireName}
 * gives one another name there. What is missing is null.
 *
 * @param from x, y, z of a point, in the stage's units
 * @param to x, y, z of the other
 */
public record ${name}Request(List<Double> from, List<Double> to) {}
