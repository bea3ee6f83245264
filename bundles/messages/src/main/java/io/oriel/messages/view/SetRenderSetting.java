package io.oriel.messages.view;

import io.oriel.api.error.OrielException;
import io.oriel.api.message.MessageHandler;
import io.oriel.api.message.Reply;
import io.oriel.api.stream.StreamControl;
import io.oriel.messages.stage.Required;
import io.oriel.messages.stage.Streams;
import io.oriel.messages.view.RenderSettingsChanged.AppliesAt;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Changes a setting of the picture. Everybody is told; of a refusal only the asker. */
@Component(
    service = MessageHandler.class,
    property = {
      MessageHandler.EVENT + "=setRenderSettingRequest",
      MessageHandler.ROLE + "=DIRECTOR"
    })
public final class SetRenderSetting implements MessageHandler<SetRenderSetting.Request> {
  /**
   * @param value a text, a number or a boolean
   */
  public record Request(String key, Object value) {}

  private final Streams streams;

  @Activate
  public SetRenderSetting(@Reference Streams streams) {
    this.streams = streams;
  }

  @Override
  public Class<Request> payload() {
    return Request.class;
  }

  @Override
  public void handle(Request request, Reply reply) throws OrielException {
    StreamControl stream = streams.of(reply.viewer());
    String key = Required.text(request.key(), "key");
    String value = Required.text(text(request.value()), "value");
    try {
      AppliesAt appliesAt = ViewSettings.apply(stream, key, value);
      reply.broadcast(() -> RenderSettingsChanged.changed(stream, appliesAt));
    } catch (OrielException refused) {
      reply.send(RenderSettingsChanged.refused(stream, refused.problem()));
      throw refused;
    }
  }

  /** A whole number is written without a point, however it came. */
  private static String text(Object value) throws OrielException {
    return switch (value) {
      case null -> "";
      case String text -> text;
      case Boolean flag -> flag.toString();
      case Number number when number.doubleValue() == number.longValue() ->
          Long.toString(number.longValue());
      case Number number -> number.toString();
      default -> throw Required.malformed("value is neither a text nor a number nor a boolean");
    };
  }
}
