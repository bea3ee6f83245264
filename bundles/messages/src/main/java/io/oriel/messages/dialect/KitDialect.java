package io.oriel.messages.dialect;

import io.oriel.api.error.Problem;
import io.oriel.api.message.ReceivedMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The dialect of the USD viewer template for Omniverse Kit. What its clients do not know, such as
 * the outputs and the cameras, is sent as it is: they pass it over.
 */
public final class KitDialect implements Dialect {
  /**
   * A message that no viewer is sent: which stage the viewer's {@code openStageRequest} means, in
   * {@code url}.
   */
  public static final String ASKED = "stageAsked";

  private static final String RESET = "resetStage";
  private static final String SUCCESS = "success";
  private static final int MOST_NAMES = 8;

  /** The URL that the viewer asked for last. */
  private String requested = "";

  /** What the viewer called stages in its own way, by which its clients compare. */
  private final Map<String, String> names =
      new LinkedHashMap<>(MOST_NAMES * 2, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > MOST_NAMES;
        }
      };

  private boolean resetting;

  @Override
  public synchronized void asked(ReceivedMessage message) {
    switch (message.event()) {
      case "openStageRequest" ->
          requested =
              message.payload() instanceof Map<?, ?> payload
                      && payload.get("url") instanceof String url
                  ? url
                  : "";
      case RESET -> resetting = true;
      default -> {
        // Nothing to remember.
      }
    }
  }

  @Override
  public synchronized List<WireMessage> answered(
      ReceivedMessage message, Optional<Problem> failure) {
    String error = failure.map(Problem::message).orElse("");
    switch (message.event()) {
      case "makePrimsPickable":
        return List.of(response("makePrimsPickableResponse", error));
      case RESET:
        // The stage has begun to load again: the answer comes with what becomes of that.
        return error.isEmpty() ? List.of() : resetEnded(error);
      default:
        return List.of();
    }
  }

  @Override
  public synchronized List<WireMessage> translate(WireMessage message, String cause) {
    return switch (message.event()) {
      case ASKED -> {
        names.put(message.text("url"), requested);
        yield List.of();
      }
      case "openStageResult" -> openedStage(message, cause);
      case "loadingStateResponse" ->
          List.of(with(message, message.event(), "url", "url", named(message.text("url"))));
      case "getChildrenResult" -> List.of(children(message));
      case "updateProgressAmount" -> List.of(renamed(message, "amount", "progress"));
      case "updateProgressActivity" -> List.of(renamed(message, "activity", "text"));
      // Its clients have changed their own selection already.
      case "stageSelectionChanged" ->
          cause.equals("selectPrimsRequest") ? List.of() : List.of(message);
      default -> List.of(message);
    };
  }

  private List<WireMessage> openedStage(WireMessage message, String cause) {
    String url = message.text("url");
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("url", named(url));
    payload.put("result", message.text("result"));
    payload.put("error", message.text("error"));
    List<WireMessage> messages = new ArrayList<>();
    messages.add(new WireMessage("openedStageResult", payload, ""));
    // What answers another message of the viewer says nothing of the reset.
    if (resetting && (cause.isEmpty() || cause.equals(RESET))) {
      messages.addAll(resetEnded(message.text("error")));
    }
    return messages;
  }

  private List<WireMessage> resetEnded(String error) {
    resetting = false;
    return List.of(response("resetStageResponse", error));
  }

  private String named(String url) {
    return names.getOrDefault(url, url);
  }

  private static WireMessage response(String event, String error) {
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("result", error.isEmpty() ? SUCCESS : "error");
    payload.put("error", error);
    return new WireMessage(event, payload, "");
  }

  /** A child that has children has an empty list of them, to be filled when asked for. */
  private static WireMessage children(WireMessage message) {
    List<Object> children = new ArrayList<>();
    if (message.payload().get("children") instanceof List<?> all) {
      for (Object one : all) {
        if (one instanceof Map<?, ?> child) {
          Map<String, Object> entry = new LinkedHashMap<>();
          entry.put("name", child.get("name"));
          entry.put("path", child.get("path"));
          if (Boolean.TRUE.equals(child.get("children"))) {
            entry.put("children", List.of());
          }
          children.add(entry);
        }
      }
    }
    return with(message, "getChildrenResponse", "children", "children", children);
  }

  private static WireMessage renamed(WireMessage message, String from, String to) {
    return with(message, message.event(), from, to, message.payload().get(from));
  }

  /**
   * The same message, with another event and one component under another name or of another value.
   */
  private static WireMessage with(
      WireMessage message, String event, String from, String to, Object value) {
    Map<String, Object> payload = new LinkedHashMap<>();
    message
        .payload()
        .forEach((name, present) -> {
          if (name.equals(from)) {
            payload.put(to, value);
          } else {
            payload.put(name, present);
          }
        });
    return new WireMessage(event, payload, message.truncatable());
  }
}
