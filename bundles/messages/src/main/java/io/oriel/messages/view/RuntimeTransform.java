package io.oriel.messages.view;

import io.oriel.api.message.MessageHandler;
import org.osgi.service.component.annotations.Component;

/** Would move prims. */
@Component(
    service = MessageHandler.class,
    property = {
      MessageHandler.EVENT + "=runtimeTransformRequest",
      MessageHandler.ROLE + "=SPECTATOR",
      NotSupported.PROPERTY
    })
public final class RuntimeTransform extends NotSupported {
  public RuntimeTransform() {
    super("prims are not moved: a stage is shown as its files say");
  }
}
