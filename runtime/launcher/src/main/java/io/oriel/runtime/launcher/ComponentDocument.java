package io.oriel.runtime.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.osgi.service.component.ComponentConstants;

/**
 * What a component's description in a bundle says (OSGi Compendium, Declarative Services, section
 * 112.4).
 *
 * @param waits whether it waits for a configuration before it does anything
 * @param pids the PIDs of its configuration
 * @param services the types that it is registered under
 * @param properties its service properties that are written as one value
 */
record ComponentDocument(
    boolean waits, List<String> pids, Set<String> services, Map<String, String> properties) {
  private static final String REQUIRED = "require";

  /** The descriptions of all components of a bundle. */
  static List<ComponentDocument> in(BundleContent bundle) throws IOException {
    Optional<String> names = bundle.header(ComponentConstants.SERVICE_COMPONENT);
    List<ComponentDocument> documents = new ArrayList<>();
    for (String name : names.isEmpty() ? new String[0] : names.get().split(",")) {
      Optional<InputStream> document = bundle.open(name.strip());
      if (document.isPresent()) {
        try (InputStream in = document.get()) {
          documents.add(read(in));
        } catch (XMLStreamException e) {
          throw new IOException(name.strip() + ": " + e.getMessage(), e);
        }
      }
    }
    return documents;
  }

  private static ComponentDocument read(InputStream in) throws XMLStreamException {
    XMLStreamReader xml = Xml.reader(in);
    xml.nextTag();
    boolean waits = REQUIRED.equals(xml.getAttributeValue(null, "configuration-policy"));
    String name = String.valueOf(xml.getAttributeValue(null, "name"));
    List<String> pids =
        Optional.ofNullable(xml.getAttributeValue(null, "configuration-pid"))
            .map(written -> List.of(written.replace("$", name).strip().split("\\s+")))
            .orElse(List.of(name));
    Set<String> services = new HashSet<>();
    Map<String, String> properties = new HashMap<>();
    while (xml.hasNext()) {
      if (xml.next() == XMLStreamConstants.START_ELEMENT) {
        String value = xml.getAttributeValue(null, "value");
        if (xml.getLocalName().equals("provide")) {
          services.add(xml.getAttributeValue(null, "interface"));
        } else if (xml.getLocalName().equals("property") && value != null) {
          properties.put(xml.getAttributeValue(null, "name"), value);
        }
      }
    }
    return new ComponentDocument(waits, pids, services, properties);
  }
}
