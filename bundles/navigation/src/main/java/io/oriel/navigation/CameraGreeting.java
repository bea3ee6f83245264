package io.oriel.navigation;

import io.oriel.api.error.OrielException;
import io.oriel.api.message.Greeting;
import io.oriel.api.message.Reply;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells a newcomer which cameras there are and through which it looks. */
@Component(property = "service.ranking:Integer=200")
public final class CameraGreeting implements Greeting {
  private final Navigation navigation;

  @Activate
  public CameraGreeting(@Reference Navigation navigation) {
    this.navigation = navigation;
  }

  @Override
  public void greet(Reply reply) {
    try {
      CameraList list = navigation.of(reply.viewer()).camera().list();
      reply.send(list);
      reply.send(new CameraChanged(list.activeCamera()));
    } catch (OrielException ended) {
      reply.fail(ended.problem());
    }
  }
}
