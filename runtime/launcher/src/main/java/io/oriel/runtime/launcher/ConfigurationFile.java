package io.oriel.runtime.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * Reads a configuration file: one JSON object, PID to an object of keys and values, in the manner
 * of the OSGi Configurator. Comments are allowed. In a text value {@code ${config}} stands for the
 * folder that the file lies in. {@code false} instead of the settings of a transport turns it off.
 */
final class ConfigurationFile {
  private static final long MAX_BYTES = 1 << 20;
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonReadFeature.ALLOW_JAVA_COMMENTS).build();

  private final Path file;
  private final JsonParser json;
  private final List<ConfigurationProblem> problems = new ArrayList<>();

  private ConfigurationFile(Path file, JsonParser json) {
    this.file = file;
    this.json = json;
  }

  /**
   * Reads a file. What has a wrong form is among the configuration's mistakes.
   *
   * @throws ConfigurationException when it cannot be read, or with the place where it stops being
   *     JSON
   */
  static Configuration read(Path file) throws ConfigurationException {
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), content(file))) {
      return new ConfigurationFile(file, json).root();
    } catch (JacksonException e) {
      throw failure(place(file, e.getLocation()), "not JSON: " + e.getOriginalMessage());
    }
  }

  private static String content(Path file) throws ConfigurationException {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw failure(file.toString(), "larger than " + MAX_BYTES + " bytes");
      }
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw failure(file.toString(), "there is no such file");
    } catch (IOException e) {
      throw failure(file.toString(), "cannot be read as UTF-8 text: " + e.getMessage());
    }
  }

  private Configuration root() throws ConfigurationException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw failure(here(), "must be one JSON object: component to its settings");
    }
    Map<String, Configuration.Entry> entries = new LinkedHashMap<>();
    Map<String, String> off = new LinkedHashMap<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String where = here();
      String pid = json.currentName();
      boolean twice = entries.containsKey(pid) || off.containsKey(pid);
      if (json.nextToken() == JsonToken.VALUE_FALSE) {
        off.put(pid, where);
      } else {
        entries.put(pid, entry(where, pid));
      }
      if (twice) {
        problems.add(new ConfigurationProblem(where, "\"" + pid + "\" is there twice"));
      }
    }
    if (json.nextToken() != null) {
      throw failure(here(), "nothing may follow the JSON object");
    }
    return Configuration.of(entries, off, problems);
  }

  private Configuration.Entry entry(String where, String pid) {
    Map<String, Configuration.Value> values = new LinkedHashMap<>();
    if (json.currentToken() != JsonToken.START_OBJECT) {
      problems.add(new ConfigurationProblem(here(), pid + " must be an object of settings"));
      json.skipChildren();
      return new Configuration.Entry(where, values);
    }
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String keyPlace = here();
      String key = json.currentName();
      json.nextToken();
      int mistakes = problems.size();
      Configuration.Value value = new Configuration.Value(here(), value(pid, key));
      if (problems.size() == mistakes && values.put(key, value) != null) {
        problems.add(
            new ConfigurationProblem(keyPlace, "\"" + key + "\" is there twice in " + pid));
      }
    }
    return new Configuration.Entry(where, values);
  }

  private Object value(String pid, String key) {
    return switch (json.currentToken()) {
      case START_ARRAY -> {
        List<Object> elements = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          elements.add(scalar(pid, key));
        }
        yield elements;
      }
      default -> scalar(pid, key);
    };
  }

  private Object scalar(String pid, String key) {
    return switch (json.currentToken()) {
      case VALUE_STRING -> expanded(json.getString());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getNumberValue();
      default -> {
        problems.add(
            new ConfigurationProblem(
                here(), key + " in " + pid + " must be a text, a number, true, false or a list"));
        json.skipChildren();
        yield "";
      }
    };
  }

  private String expanded(String text) {
    return text.replace("${config}", String.valueOf(file.toAbsolutePath().getParent()));
  }

  private String here() {
    return place(file, json.currentTokenLocation());
  }

  private static String place(Path file, TokenStreamLocation location) {
    return file + ":" + location.getLineNr() + ":" + location.getColumnNr();
  }

  private static ConfigurationException failure(String where, String what) {
    return new ConfigurationException(List.of(new ConfigurationProblem(where, what)));
  }
}
