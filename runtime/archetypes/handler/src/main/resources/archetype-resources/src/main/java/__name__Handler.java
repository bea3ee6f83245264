package ${package};

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.geometry.Vector3;
import io.oriel.api.message.MessageHandler;
import io.oriel.api.message.Reply;
import java.util.List;
import java.util.Objects;
import org.osgi.service.component.annotations.Component;

/**
 * Answers {@code ${event}Request}: how far two points are from each other, told to everybody who
 * sees the stream, for the picture is one that all of them talk about.
 *
 * <p>Services of the server, such as {@code io.oriel.api.embed.Oriel} with its streams, are given
 * to a constructor with {@code @Activate} and {@code @Reference}.
 */
@Component(
    property = {
      MessageHandler.EVENT + "=${event}Request",
      MessageHandler.ROLE + "=SPECTATOR" // who may ask: SPECTATOR, OPERATOR or DIRECTOR
    })
public final class ${name}Handler implements MessageHandler<${name}Request> {
  @Override
  public Class<${name}Request> payload() {
    return ${name}Request.class;
  }

  /**
   * Runs on the inbox thread of the viewer who asked, for several viewers at the same time: quick,
   * and never with a renderer. What throws here is told to that viewer alone.
   */
  @Override
  public void handle(${name}Request request, Reply reply) throws OrielException {
    double distance = point(request.to(), "to").minus(point(request.from(), "from")).length();
    if (!Double.isFinite(distance)) {
      throw new OrielException(ErrorCode.MALFORMED, "from and to are too far apart");
    }
    reply.broadcast(new ${name}Result(request.from(), request.to(), distance));
  }

  /** What viewers write is anything: whatever is missing or too much is refused by its name. */
  private static Vector3 point(List<Double> numbers, String name) throws OrielException {
    boolean good =
        numbers != null && numbers.size() == 3 && numbers.stream().allMatch(Objects::nonNull);
    if (!good) {
      throw new OrielException(ErrorCode.MALFORMED, name + " should be three numbers: x, y, z");
    }
    return new Vector3(numbers.get(0), numbers.get(1), numbers.get(2));
  }
}
