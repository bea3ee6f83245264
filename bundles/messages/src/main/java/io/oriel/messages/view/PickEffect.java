package io.oriel.messages.view;

import io.oriel.api.message.MessageHandler;
import org.osgi.service.component.annotations.Component;

/** Would change how prims look. */
@Component(
    service = MessageHandler.class,
    property = {
      MessageHandler.EVENT + "=pickEffectRequest",
      MessageHandler.ROLE + "=SPECTATOR",
      NotSupported.PROPERTY
    })
public final class PickEffect extends NotSupported {
  public PickEffect() {
    super("prims have no effects beside the outlines of the selection");
  }
}
