package io.oriel.runtime.itest.pax;

import io.oriel.runtime.itest.pax.sample.PaintConverter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.ops4j.pax.tinybundles.TinyBundles;
import org.osgi.framework.Constants;

/** Bundles as somebody builds them who only has the api. For what runs outside of the framework. */
final class SampleJar {
  private static final Path FOLDER = Path.of(System.getProperty("oriel.target"), "samples");
  private static final String COMPONENT = "OSGI-INF/paint.xml";

  private SampleJar() {}

  /**
   * A converter that paints its whole picture in one colour.
   *
   * @param version of the bundle
   * @param colour ARGB
   * @param api versions of the api that it imports
   */
  static Path paint(String version, int colour, String api) throws IOException {
    Path jar = file("sample.paint-" + version + ".jar");
    try (InputStream built =
        TinyBundles.bundle()
            .addClass(PaintConverter.class)
            .addResource(COMPONENT, new ByteArrayInputStream(component(colour)))
            .setHeader(Constants.BUNDLE_MANIFESTVERSION, "2")
            .setHeader(Constants.BUNDLE_SYMBOLICNAME, "sample.paint")
            .setHeader(Constants.BUNDLE_VERSION, version)
            .setHeader(Constants.IMPORT_PACKAGE, imports(api))
            .setHeader("Service-Component", COMPONENT)
            .build(TinyBundles.rawBuilder())) {
      Files.copy(built, jar, StandardCopyOption.REPLACE_EXISTING);
    }
    return jar;
  }

  /** The api itself, in which every package has another version. */
  static Path api(String version) throws IOException {
    Path jar = file("io.oriel.api-" + version + ".jar");
    try (JarFile original = new JarFile(Distribution.jar("io.oriel.api-").toFile())) {
      Manifest manifest = original.getManifest();
      manifest
          .getMainAttributes()
          .computeIfPresent(
              new java.util.jar.Attributes.Name(Constants.EXPORT_PACKAGE),
              (name, exports) ->
                  exports
                      .toString()
                      .replaceAll(";version=\"[^\"]*\"", ";version=\"" + version + '"'));
      manifest.getMainAttributes().putValue(Constants.BUNDLE_VERSION, version);
      manifest
          .getMainAttributes()
          .remove(new java.util.jar.Attributes.Name(Constants.IMPORT_PACKAGE));
      try (OutputStream file = Files.newOutputStream(jar);
          JarOutputStream out = new JarOutputStream(file, manifest)) {
        for (var entry : original.stream().toList()) {
          if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
            out.putNextEntry(new ZipEntry(entry.getName()));
            try (InputStream data = original.getInputStream(entry)) {
              data.transferTo(out);
            }
          }
        }
      }
    }
    return jar;
  }

  private static Path file(String name) throws IOException {
    return Files.createDirectories(FOLDER).resolve(name);
  }

  private static String imports(String api) {
    return Stream.of("aov", "error", "image")
        .map(concept -> "io.oriel.api." + concept + ";version=\"" + api + '"')
        .collect(Collectors.joining(","));
  }

  private static byte[] component(int colour) {
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.4.0" name="sample.paint" init="1">
      <implementation class="%s"/>
      <service><provide interface="io.oriel.api.aov.AovConverter"/></service>
      <property name="oriel.aov" value="LdrColor"/>
      <property name="colour" type="Integer" value="%d"/>
    </scr:component>
    """
        .formatted(PaintConverter.class.getName(), colour)
        .getBytes(StandardCharsets.UTF_8);
  }
}
