package io.oriel.runtime.itest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/**
 * The server's half of the conversation, played in the browser by {@code fake-conversation.js} with
 * the prims of the workshop, so that the page is tested alone.
 */
final class FakeConversation {
  private static final Pattern PRIM = Pattern.compile("( *)(?:def|class) (\\w+) \"(\\w+)\"");
  private static final int INDENT = 4;
  private static final Map<String, String> TYPES =
      Map.of("Xform", "xform", "Scope", "scope", "Mesh", "geom", "Camera", "camera");

  private FakeConversation() {}

  /** What has to run in a page before its own scripts. */
  static String script() throws IOException {
    try (InputStream in = FakeConversation.class.getResourceAsStream("/fake-conversation.js")) {
      return "window.fakePrims = "
          + JsonMapper.shared().writeValueAsString(workshop())
          + ";\n"
          + new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Path and type of each prim, as far as it lies below the root that viewers see. */
  private static List<List<String>> workshop() throws IOException {
    List<List<String>> prims = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (String line : Files.readAllLines(Place.stage("workshop.usda"))) {
      Matcher prim = PRIM.matcher(line);
      if (prim.lookingAt()) {
        int depth = prim.group(1).length() / INDENT;
        names.subList(depth, names.size()).clear();
        names.add(prim.group(3));
        if (names.getFirst().equals("World")) {
          prims.add(List.of("/" + String.join("/", names), TYPES.get(prim.group(2))));
        }
      }
    }
    return prims;
  }
}
