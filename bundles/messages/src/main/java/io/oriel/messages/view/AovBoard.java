package io.oriel.messages.view;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.message.Announcer;
import io.oriel.api.message.Reply;
import io.oriel.api.stream.StreamControl;
import io.oriel.messages.stage.Streams;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Tells everybody which output is shown, for every stream. A service within this bundle. */
@Component(immediate = true, service = AovBoard.class)
public final class AovBoard {
  private final Announcer announcer;
  private final Streams streams;
  private final Map<StreamControl, AovWatch> watches = new ConcurrentHashMap<>();

  @Activate
  public AovBoard(@Reference Announcer announcer, @Reference Streams streams) {
    this.announcer = announcer;
    this.streams = streams;
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindStream(StreamControl stream) {
    watches.put(stream, new AovWatch(stream, announcer));
  }

  void unbindStream(StreamControl stream) {
    AovWatch watch = watches.remove(stream);
    if (watch != null) {
      watch.close();
    }
  }

  /** The outputs of the stream that the asker sees. */
  AovWatch of(Reply reply) throws OrielException {
    StreamControl stream = streams.of(reply.viewer());
    AovWatch watch = watches.get(stream);
    if (watch == null) {
      throw new OrielException(ErrorCode.STREAM_UNKNOWN, stream.info().name());
    }
    return watch;
  }
}
