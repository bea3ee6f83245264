package ${package};

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.api.message.MessageHandler;
import io.oriel.tck.FakeReply;
import io.oriel.tck.MessageHandlerContract;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every handler keeps to, and what this one answers. */
class ${name}HandlerTest extends MessageHandlerContract<${name}Request> {
  private static final List<Double> HERE = List.of(1.0, 2.0, 3.0);
  private static final List<Double> THERE = List.of(1.0, 5.0, 7.0);

  @Override
  protected MessageHandler<${name}Request> handler() {
    return new ${name}Handler();
  }

  @Override
  protected List<${name}Request> accepted() {
    return List.of(new ${name}Request(HERE, THERE));
  }

  @Test
  void everybodyIsToldTheDistance() throws Exception {
    FakeReply reply = new FakeReply();
    handler().handle(new ${name}Request(HERE, THERE), reply);
    assertThat(reply.broadcast()).containsExactly(new ${name}Result(HERE, THERE, 5));
  }

  @Test
  void whatIsNoPointIsNamed() {
    ${name}Request request = new ${name}Request(HERE, List.of(1.0));
    assertThatThrownBy(() -> handler().handle(request, new FakeReply()))
        .hasMessageContaining("to should be three numbers");
  }
}
