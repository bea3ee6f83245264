package io.oriel.messages.view;

import io.oriel.api.message.MessageHandler;
import org.osgi.service.component.annotations.Component;

/** Would push prims. */
@Component(
    service = MessageHandler.class,
    property = {
      MessageHandler.EVENT + "=physicsImpulseRequest",
      MessageHandler.ROLE + "=SPECTATOR",
      NotSupported.PROPERTY
    })
public final class PhysicsImpulse extends NotSupported {
  public PhysicsImpulse() {
    super("there is no physics simulation");
  }
}
