package io.oriel.runtime.itest.sample;

import io.oriel.api.message.MessageHandler;
import io.oriel.api.message.Reply;
import io.oriel.api.message.ServerMessage;
import io.oriel.api.message.WireName;

/** The example of the README of {@code messages}, but for the annotation: here lies its XML. */
public final class CountHandler implements MessageHandler<CountHandler.Request> {
  public record Request(@WireName("prim_path") String path) {}

  public record Result(int count) implements ServerMessage {
    @Override
    public String event() {
      return "countResult";
    }
  }

  @Override
  public Class<Request> payload() {
    return Request.class;
  }

  @Override
  public void handle(Request request, Reply reply) {
    reply.send(new Result(request.path() == null ? 0 : request.path().length()));
  }
}
