package io.oriel.runtime.itest.pax;

import io.oriel.runtime.itest.pax.sample.PaintConverter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.JarInputStream;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ops4j.pax.tinybundles.TinyBundle;
import org.ops4j.pax.tinybundles.TinyBundles;
import org.osgi.framework.Constants;

/** Bundles as somebody builds them who only has the api. For what runs outside of the framework. */
final class SampleJar {
  private static final Path FOLDER = Path.of(System.getProperty("oriel.target"), "samples");
  private static final String COMPONENT = "OSGI-INF/paint.xml";
  private static final Pattern VERSION = Pattern.compile(";version=\"[^\"]*\"");

  private SampleJar() {}

  /**
   * A converter that paints its whole picture in one colour.
   *
   * @param version of the bundle
   * @param colour ARGB
   * @param api versions of the api that it imports
   */
  static Path paint(String version, int colour, String api) throws IOException {
    return write(
        TinyBundles.bundle()
            .addClass(PaintConverter.class)
            .addResource(COMPONENT, new ByteArrayInputStream(component(colour)))
            .setHeader(Constants.BUNDLE_MANIFESTVERSION, "2")
            .setHeader(Constants.BUNDLE_SYMBOLICNAME, "sample.paint")
            .setHeader(Constants.BUNDLE_VERSION, version)
            .setHeader(Constants.IMPORT_PACKAGE, imports(api))
            .setHeader("Service-Component", COMPONENT),
        "sample.paint-" + version + ".jar");
  }

  /** The api itself, in which every package has another version. */
  static Path api(String version) throws IOException {
    try (JarInputStream original =
        new JarInputStream(Files.newInputStream(Distribution.jar("io.oriel.api-")))) {
      TinyBundle copy = TinyBundles.bundle().readIn(original);
      String exports = copy.getHeader(Constants.EXPORT_PACKAGE);
      return write(
          copy.setHeader(Constants.BUNDLE_VERSION, version)
              .setHeader(
                  Constants.EXPORT_PACKAGE,
                  VERSION.matcher(exports).replaceAll(";version=" + version))
              .removeHeader(Constants.IMPORT_PACKAGE),
          "io.oriel.api-" + version + ".jar");
    }
  }

  private static Path write(TinyBundle bundle, String name) throws IOException {
    Path jar = Files.createDirectories(FOLDER).resolve(name);
    try (InputStream built = bundle.build(TinyBundles.rawBuilder())) {
      Files.copy(built, jar, StandardCopyOption.REPLACE_EXISTING);
    }
    return jar;
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
