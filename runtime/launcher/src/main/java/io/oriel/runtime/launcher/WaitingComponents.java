package io.oriel.runtime.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.osgi.service.component.ComponentConstants;

/** Reads which components of a bundle wait for their configuration before they do anything. */
final class WaitingComponents {
  private static final String REQUIRED = "require";

  private WaitingComponents() {}

  /** The PIDs that components of a bundle wait for. */
  static Set<String> in(BundleJar jar) {
    Set<String> pids = new HashSet<>();
    try (ZipFile zip = new ZipFile(jar.file().toFile())) {
      String documents = BundleJar.manifest(zip).getValue(ComponentConstants.SERVICE_COMPONENT);
      for (String name : documents == null ? new String[0] : documents.split(",")) {
        ZipEntry entry = zip.getEntry(name.strip());
        if (entry != null) {
          pids.addAll(pids(zip, entry));
        }
      }
    } catch (IOException e) {
      // It was readable a moment ago.
      throw new UncheckedIOException(e);
    }
    return pids;
  }

  private static List<String> pids(ZipFile zip, ZipEntry document) throws IOException {
    try (InputStream in = zip.getInputStream(document)) {
      XMLStreamReader xml = Xml.reader(in);
      xml.nextTag();
      if (!REQUIRED.equals(xml.getAttributeValue(null, "configuration-policy"))) {
        return List.of();
      }
      String name = xml.getAttributeValue(null, "name");
      return Optional.ofNullable(xml.getAttributeValue(null, "configuration-pid"))
          .map(pids -> List.of(pids.replace("$", name).split("\\s+")))
          .orElse(List.of(name));
    } catch (XMLStreamException e) {
      throw new IOException(document.getName() + ": " + e.getMessage(), e);
    }
  }
}
