package io.oriel.selection;

import io.oriel.api.error.OrielException;
import io.oriel.api.message.MessageHandler;
import io.oriel.api.message.Reply;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Adds prims that picks of the viewer find. */
@Component(
    property = {
      MessageHandler.EVENT + "=makePrimsSelectable",
      MessageHandler.EVENT + "=makePrimsPickable",
      MessageHandler.ROLE + "=SPECTATOR"
    })
public final class MakePrimsSelectable implements MessageHandler<PrimPaths> {
  private final Selections selections;

  @Activate
  public MakePrimsSelectable(@Reference Selections selections) {
    this.selections = selections;
  }

  @Override
  public Class<PrimPaths> payload() {
    return PrimPaths.class;
  }

  @Override
  public void handle(PrimPaths request, Reply reply) throws OrielException {
    selections.of(reply.viewer()).allow(reply.viewer(), request.sent()).ifPresent(reply::fail);
  }
}
