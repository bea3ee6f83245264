package io.oriel.navigation;

import io.oriel.api.error.OrielException;
import io.oriel.api.message.MessageHandler;
import io.oriel.api.message.Reply;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Has prims in the picture: those that are named, else the selection, else everything. */
@Component(property = MessageHandler.EVENT + "=fitCameraRequest")
public final class FitCamera implements MessageHandler<FitCamera.Request> {
  /** What is asked: one prim, under either name, or several. */
  public record Request(String target, String prim, List<String> paths) {
    List<String> named() {
      return Stream.concat(
              Stream.of(Optional.ofNullable(target), Optional.ofNullable(prim))
                  .flatMap(Optional::stream),
              paths == null ? Stream.empty() : paths.stream().filter(Objects::nonNull))
          .toList();
    }
  }

  private final Navigation navigation;

  @Activate
  public FitCamera(@Reference Navigation navigation) {
    this.navigation = navigation;
  }

  @Override
  public Class<Request> payload() {
    return Request.class;
  }

  @Override
  public void handle(Request request, Reply reply) throws OrielException {
    StreamNavigation stream = navigation.of(reply.viewer());
    stream.fit(request.named(), () -> reply.broadcast(stream.camera()::state), reply::fail);
  }
}
