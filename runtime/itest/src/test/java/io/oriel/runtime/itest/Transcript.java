package io.oriel.runtime.itest;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionTimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What viewers and server say to each other, word for word, as a file of JSON lines. The README of
 * this module has the format.
 */
final class Transcript implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String FENCE = "{\"event_type\":\"getCapabilities\",\"payload\":{}}";

  /** A viewer and how far its messages have been told. */
  private static final class Party {
    final ChannelViewer viewer;
    int told;

    Party(ChannelViewer viewer) {
      this.viewer = viewer;
    }
  }

  private final Chromium browser;
  private final String whep;
  private final Map<String, Party> parties = new HashMap<>();

  Transcript(Chromium browser, String whep) {
    this.browser = browser;
    this.whep = whep;
  }

  /** Plays a file; throws an AssertionError that names the line that did not come true. */
  void play(Path file) throws Exception {
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      try {
        play(JSON.readTree(line));
      } catch (AssertionError | JacksonException | ConditionTimeoutException | IOException e) {
        throw new AssertionError(
            file.getFileName() + ":" + number + ": " + line + "\n" + e.getMessage(), e);
      }
    }
  }

  private void play(JsonNode line) throws Exception {
    if (line.has("rule")) {
      return;
    }
    Party party = party(line.path("viewer").asString("a"));
    if (line.has("send")) {
      JsonNode message = line.path("send");
      party.viewer.send(message.isString() ? message.asString() : message.toString());
    } else if (line.has("expect")) {
      expect(party, line.path("expect"));
    } else if (line.has("any_order")) {
      expectAll(party, line.path("any_order"));
    } else if (line.has("never")) {
      never(party, line.path("never"));
    } else if (line.has("leave")) {
      parties.remove(line.path("viewer").asString("a")).viewer.close();
    } else if (!line.has("enter")) {
      throw new AssertionError("the line says nothing that is known");
    }
  }

  private Party party(String name) throws Exception {
    Party party = parties.get(name);
    if (party == null) {
      party = new Party(ChannelViewer.enter(browser, whep));
      parties.put(name, party);
    }
    return party;
  }

  /** The next message of the expected event comes, and is the expected one. */
  private static void expect(Party party, JsonNode expected) {
    int index = indexOf(party, event(expected), party.told);
    compare(expected, message(party, index));
    party.told = index + 1;
  }

  private static void expectAll(Party party, JsonNode expected) {
    int from = party.told;
    for (JsonNode one : expected) {
      int index = indexOf(party, event(one), from);
      compare(one, message(party, index));
      party.told = Math.max(party.told, index + 1);
    }
  }

  /** None of these events has come since, nor comes before the answer to a question of now. */
  private static void never(Party party, JsonNode events) {
    int from = party.told;
    int before = party.viewer.received().size();
    party.viewer.send(FENCE);
    int fence = indexOf(party, "capabilities", before);
    for (int i = from; i < fence; i++) {
      JsonNode message = message(party, i);
      for (JsonNode event : events) {
        if (event(message).equals(event.asString())) {
          throw new AssertionError("it came: " + message);
        }
      }
    }
    party.told = fence + 1;
  }

  private static int indexOf(Party party, String event, int from) {
    int[] index = {from};
    try {
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> {
            int size = party.viewer.received().size();
            while (index[0] < size && !event(message(party, index[0])).equals(event)) {
              index[0]++;
            }
            return index[0] < size;
          });
    } catch (ConditionTimeoutException e) {
      List<String> all = party.viewer.received();
      throw new AssertionError("no " + event + "; what came: " + all.subList(from, all.size()), e);
    }
    return index[0];
  }

  private static JsonNode message(Party party, int index) {
    return JSON.readTree(party.viewer.received().get(index));
  }

  /** The event of a message, whatever envelopes it lies in. */
  private static String event(JsonNode message) {
    JsonNode inner = message;
    while (inner.has("data")) {
      inner = opened(inner.path("data"));
    }
    return inner.path("event_type").asString("");
  }

  private static JsonNode opened(JsonNode data) {
    return data.isString() ? JSON.readTree(data.asString()) : data;
  }

  private static void compare(JsonNode expected, JsonNode actual) {
    List<String> differences = new ArrayList<>();
    compare("", expected, actual, differences);
    if (!differences.isEmpty()) {
      throw new AssertionError(String.join("\n", differences) + "\nit was: " + actual);
    }
  }

  private static void compare(
      String place, JsonNode expected, JsonNode actual, List<String> differences) {
    if (expected.isObject() && actual.isString() && place.endsWith(".data")) {
      compare(place, expected, JSON.readTree(actual.asString()), differences);
    } else if (expected.isObject() && actual.isObject()) {
      compareObjects(place, expected, actual, differences);
    } else if (expected.isArray() && actual.isArray()) {
      compareArrays(place, expected, actual, differences);
    } else if (!isPlaceholder(expected, actual) && !same(expected, actual)) {
      differences.add(place + " is " + actual + ", not " + expected);
    }
  }

  private static void compareObjects(
      String place, JsonNode expected, JsonNode actual, List<String> differences) {
    for (var entry : expected.properties()) {
      String name = entry.getKey();
      if (name.equals("...")) {
        continue;
      }
      if (actual.has(name)) {
        compare(place + "." + name, entry.getValue(), actual.path(name), differences);
      } else {
        differences.add(place + "." + name + " is missing");
      }
    }
    for (String name : actual.propertyNames()) {
      if (!expected.has(name) && !expected.has("...")) {
        differences.add(place + "." + name + " is not expected");
      }
    }
  }

  private static void compareArrays(
      String place, JsonNode expected, JsonNode actual, List<String> differences) {
    int size = expected.size();
    boolean open = size > 0 && expected.get(size - 1).asString("").equals("...");
    int fixed = open ? size - 1 : size;
    if (actual.size() < fixed || !open && actual.size() > fixed) {
      differences.add(place + " has " + actual.size() + " elements, not " + fixed);
      return;
    }
    for (int i = 0; i < fixed; i++) {
      compare(place + "[" + i + "]", expected.get(i), actual.get(i), differences);
    }
  }

  private static boolean isPlaceholder(JsonNode expected, JsonNode actual) {
    return switch (expected.isString() ? expected.asString() : "") {
      case "<any>" -> true;
      case "<text>" -> actual.isString() && !actual.asString().isEmpty();
      case "<number>" -> actual.isNumber();
      case "<boolean>" -> actual.isBoolean();
      case "<list>" -> actual.isArray();
      case "<object>" -> actual.isObject();
      default -> false;
    };
  }

  private static boolean same(JsonNode expected, JsonNode actual) {
    return expected.isNumber() && actual.isNumber()
        ? expected.asDouble() == actual.asDouble()
        : expected.equals(actual);
  }

  @Override
  public void close() {
    parties.values().forEach(party -> party.viewer.close());
  }
}
