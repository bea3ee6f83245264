package io.oriel.runtime.itest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** A bundle with one component, as somebody builds it who only has the api. */
final class ComponentJar {
  private static final String COMPONENT = "OSGI-INF/component.xml";

  private final Manifest manifest = new Manifest();
  private final List<Class<?>> types;
  private final String service;

  /**
   * @param service the XML of what the component provides: services and properties
   * @param types its class, then those that go with it
   */
  ComponentJar(String symbolicName, String service, Class<?>... types) {
    this.types = List.of(types);
    this.service = service;
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    header("Bundle-ManifestVersion", "2");
    header("Bundle-SymbolicName", symbolicName);
    header("Bundle-Version", "1.0.0");
    header("Service-Component", COMPONENT);
  }

  ComponentJar header(String name, String value) {
    manifest.getMainAttributes().putValue(name, value);
    return this;
  }

  Path write(Path jar) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      for (Class<?> type : types) {
        String entry = type.getName().replace('.', '/') + ".class";
        out.putNextEntry(new ZipEntry(entry));
        try (InputStream in = type.getClassLoader().getResourceAsStream(entry)) {
          in.transferTo(out);
        }
      }
      out.putNextEntry(new ZipEntry(COMPONENT));
      out.write(xml().getBytes(StandardCharsets.UTF_8));
    }
    return jar;
  }

  private String xml() {
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="%s">
      <implementation class="%s"/>
      %s
    </scr:component>
    """
        .formatted(types.getFirst().getSimpleName(), types.getFirst().getName(), service);
  }
}
