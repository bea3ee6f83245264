package io.oriel.runtime.itest;

import io.oriel.runtime.itest.sample.CountHandler;
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

/** A bundle with a message handler of its own, as somebody builds it who only has the api. */
final class HandlerJar {
  private static final String COMPONENT = "OSGI-INF/count.xml";
  private static final String XML =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="count">
        <implementation class="io.oriel.runtime.itest.sample.CountHandler"/>
        <service><provide interface="io.oriel.api.message.MessageHandler"/></service>
        <property name="oriel.event" value="countRequest"/>
        <property name="oriel.role" value="SPECTATOR"/>
      </scr:component>
      """;

  private HandlerJar() {}

  static Path in(Path folder) throws IOException {
    Path jar = folder.resolve("count.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest())) {
      for (Class<?> type :
          List.of(CountHandler.class, CountHandler.Request.class, CountHandler.Result.class)) {
        String entry = type.getName().replace('.', '/') + ".class";
        out.putNextEntry(new ZipEntry(entry));
        try (InputStream in = type.getClassLoader().getResourceAsStream(entry)) {
          in.transferTo(out);
        }
      }
      out.putNextEntry(new ZipEntry(COMPONENT));
      out.write(XML.getBytes(StandardCharsets.UTF_8));
    }
    return jar;
  }

  private static Manifest manifest() {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Bundle-ManifestVersion", "2");
    attributes.putValue("Bundle-SymbolicName", "sample.count");
    attributes.putValue("Bundle-Version", "1.0.0");
    attributes.putValue(
        "Import-Package",
        "io.oriel.api.error;version=\"[1,2)\",io.oriel.api.message;version=\"[1,2)\"");
    attributes.putValue("Service-Component", COMPONENT);
    return manifest;
  }
}
