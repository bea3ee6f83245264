package io.oriel.runtime.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads the setting groups of a metatype document (OSGi Compendium, Metatype Service, section
 * 105.7).
 */
final class MetatypeDocument {
  private final Map<String, Map<String, Setting>> classes = new HashMap<>();
  private final List<Designate> designates = new ArrayList<>();
  private String currentClass = "";
  private Designate currentDesignate = new Designate("", false, "");

  private MetatypeDocument() {}

  /**
   * The setting groups of one document.
   *
   * @throws IOException when the document is not well formed
   */
  static List<SettingGroup> read(InputStream in) throws IOException {
    MetatypeDocument document = new MetatypeDocument();
    try {
      XMLStreamReader xml = Xml.reader(in);
      while (xml.hasNext()) {
        if (xml.next() == XMLStreamConstants.START_ELEMENT) {
          document.element(xml);
        }
      }
    } catch (XMLStreamException e) {
      throw new IOException(e.getMessage(), e);
    }
    return document.groups();
  }

  private void element(XMLStreamReader xml) throws XMLStreamException {
    switch (xml.getLocalName()) {
      case "OCD" -> {
        currentClass = attribute(xml, "id").orElse("");
        classes.put(currentClass, new LinkedHashMap<>());
      }
      case "AD" -> {
        Setting setting = setting(xml);
        classes.get(currentClass).put(setting.key(), setting);
      }
      case "Designate" -> {
        Optional<String> factoryPid = attribute(xml, "factoryPid");
        String pid = factoryPid.or(() -> attribute(xml, "pid")).orElse("");
        currentDesignate = new Designate(pid, factoryPid.isPresent(), "");
      }
      case "Object" ->
          designates.add(
              new Designate(
                  currentDesignate.pid(),
                  currentDesignate.factory(),
                  attribute(xml, "ocdref").orElse("")));
      default -> {
        // Names, icons and the like do not matter for a check.
      }
    }
  }

  private static Setting setting(XMLStreamReader xml) throws XMLStreamException {
    String key = attribute(xml, "id").orElse("");
    SettingType type = SettingType.named(attribute(xml, "type").orElse("String"));
    boolean many = attribute(xml, "cardinality").map(Long::valueOf).orElse(0L) != 0;
    boolean required = attribute(xml, "required").map(Boolean::valueOf).orElse(true);
    Optional<String> standard = attribute(xml, "default");
    boolean mandatory = required && standard.isEmpty();
    Optional<String> min = attribute(xml, "min");
    Optional<String> max = attribute(xml, "max");
    String meaning = attribute(xml, "description").orElse("");
    return new Setting(key, type, many, mandatory, min, max, options(xml), standard, meaning);
  }

  private static List<String> options(XMLStreamReader xml) throws XMLStreamException {
    List<String> options = new ArrayList<>();
    for (int event = xml.next();
        event != XMLStreamConstants.END_ELEMENT || !xml.getLocalName().equals("AD");
        event = xml.next()) {
      if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("Option")) {
        attribute(xml, "value").ifPresent(options::add);
      }
    }
    return options;
  }

  private List<SettingGroup> groups() {
    return designates.stream()
        .filter(designate -> !designate.pid().isEmpty())
        .map(designate ->
            new SettingGroup(
                designate.pid(),
                designate.factory(),
                Collections.unmodifiableMap(classes.getOrDefault(designate.ocd(), Map.of()))))
        .toList();
  }

  private static Optional<String> attribute(XMLStreamReader xml, String name) {
    return Optional.ofNullable(xml.getAttributeValue(null, name));
  }

  private record Designate(String pid, boolean factory, String ocd) {}
}
