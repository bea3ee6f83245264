package io.oriel.messages.stage;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.message.MessageHandler;
import io.oriel.api.message.Reply;
import io.oriel.api.message.WireName;
import io.oriel.api.stage.VariantSet;
import io.oriel.api.stream.StageStatus;
import io.oriel.api.stream.StreamControl;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Chooses a variant: the stage is loaded again with it, and everybody hears the new choice. */
@Component(
    service = MessageHandler.class,
    property = {MessageHandler.EVENT + "=setVariantRequest", MessageHandler.ROLE + "=DIRECTOR"})
public final class SetVariant implements MessageHandler<SetVariant.Request> {
  /** Which variant of which set of which prim. */
  public record Request(
      @WireName("prim_path") String primPath,
      @WireName("variant_set") String set,
      @WireName("variant_selection") String selection) {}

  private final Streams streams;
  private final Questions questions;

  @Activate
  public SetVariant(@Reference Streams streams, @Reference Questions questions) {
    this.streams = streams;
    this.questions = questions;
  }

  @Override
  public Class<Request> payload() {
    return Request.class;
  }

  @Override
  public void handle(Request request, Reply reply) throws OrielException {
    StreamControl stream = streams.of(reply.viewer());
    String path = Prims.existing(stream, request.primPath());
    String set = Required.text(request.set(), "variant_set");
    String selection = Required.text(request.selection(), "variant_selection");
    questions.ask(
        stream,
        reply,
        asked ->
            asked
                .variants(path)
                .thenCompose(offered -> chosen(asked, path, set, selection, offered))
                .thenCompose(status -> asked.variants(path)),
        sets -> reply.broadcast(GetVariantsResponse.of(path, sets)));
  }

  private static CompletionStage<StageStatus> chosen(
      StreamControl stream, String path, String set, String selection, List<VariantSet> offered) {
    List<String> options =
        offered.stream()
            .filter(one -> one.name().equals(set))
            .findFirst()
            .map(VariantSet::options)
            .orElse(List.of());
    return options.contains(selection)
        ? stream.selectVariant(path, set, selection)
        : CompletableFuture.failedStage(notOffered(path, set, selection, offered));
  }

  private static OrielException notOffered(
      String path, String set, String selection, List<VariantSet> offered) {
    return new OrielException(
        ErrorCode.NOT_FOUND,
        "%s offers no variant %s of %s; it offers: %s"
            .formatted(
                path,
                selection,
                set,
                offered.isEmpty()
                    ? "none"
                    : offered.stream()
                        .map(one -> one.name() + " (" + String.join(", ", one.options()) + ")")
                        .collect(Collectors.joining(", "))));
  }
}
