package io.oriel.selection;

import io.oriel.api.error.OrielException;
import io.oriel.api.message.Greeting;
import io.oriel.api.message.Reply;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells a newcomer what is selected. */
@Component(property = "service.ranking:Integer=100")
public final class SelectionGreeting implements Greeting {
  private final Selections selections;

  @Activate
  public SelectionGreeting(@Reference Selections selections) {
    this.selections = selections;
  }

  @Override
  public void greet(Reply reply) {
    try {
      reply.send(new StageSelectionChanged(selections.of(reply.viewer()).selected()));
    } catch (OrielException ended) {
      reply.fail(ended.problem());
    }
  }
}
