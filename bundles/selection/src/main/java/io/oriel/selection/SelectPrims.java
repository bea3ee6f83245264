package io.oriel.selection;

import io.oriel.api.error.OrielException;
import io.oriel.api.message.MessageHandler;
import io.oriel.api.message.Reply;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Selects prims by their paths. */
@Component(property = MessageHandler.EVENT + "=selectPrimsRequest")
public final class SelectPrims implements MessageHandler<PrimPaths> {
  private final Selections selections;

  @Activate
  public SelectPrims(@Reference Selections selections) {
    this.selections = selections;
  }

  @Override
  public Class<PrimPaths> payload() {
    return PrimPaths.class;
  }

  @Override
  public void handle(PrimPaths request, Reply reply) throws OrielException {
    selections.of(reply.viewer()).select(request.sent(), reply::broadcast).ifPresent(reply::fail);
  }
}
