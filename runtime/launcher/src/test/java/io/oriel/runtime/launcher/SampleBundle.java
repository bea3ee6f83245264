package io.oriel.runtime.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.felix.cm.impl.ConfigurationManager;
import org.apache.felix.scr.impl.Activator;

/** Makes small bundles for a test. */
final class SampleBundle {
  private static final String PACKAGE = "io.oriel.runtime.launcher.sample";

  private final Map<String, byte[]> entries = new LinkedHashMap<>();
  private final Manifest manifest = new Manifest();
  private final String name;

  private SampleBundle(String name) {
    this.name = name;
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    header("Bundle-ManifestVersion", "2");
    header("Bundle-SymbolicName", name);
    header("Bundle-Version", "1.0.0");
  }

  static SampleBundle named(String name) {
    return new SampleBundle(name);
  }

  /** The listener of the sample package, with its settings. */
  static SampleBundle listener() {
    return named("sample.listener")
        .header("Import-Package", "org.osgi.framework,io.oriel.api.error")
        .waiting("SampleListener", "", "io.oriel.http.public")
        .settings(
            "io.oriel.http.public",
            """
            <AD id="port" type="Integer" default="49100" min="0" max="65535"/>
            <AD id="bindAddress" type="String" default="127.0.0.1"/>
            <AD id="allowAnonymous" type="Boolean" default="false"/>
            """);
  }

  /** The readiness of the sample package, with its settings. */
  static SampleBundle readiness() {
    return named("sample.readiness")
        .header("Import-Package", "io.oriel.api.error,io.oriel.api.health")
        .waiting("SampleReadiness", "io.oriel.api.health.ReadinessContributor", "sample.readiness")
        .settings("sample.readiness", "<AD id=\"problem\" type=\"String\" default=\"\"/>");
  }

  /** The installer of the sample package. */
  static SampleBundle installer(Path installed) {
    return named("sample.installer")
        .header("Import-Package", "org.osgi.framework")
        .header("Bundle-Activator", PACKAGE + ".SampleInstaller")
        .header("Sample-Installs", installed.toUri().toString())
        .type("SampleInstaller");
  }

  /** The host of the sample package. */
  static SampleBundle host() {
    return named("sample.host")
        .header("Import-Package", "io.oriel.api.embed,io.oriel.api.error,io.oriel.api.health")
        .component("SampleHost", "io.oriel.api.health.ReadinessContributor", "");
  }

  /** The checkup of the sample package. */
  static SampleBundle checkup() {
    return named("sample.checkup")
        .header("Import-Package", "io.oriel.api.health")
        .component("SampleCheckup", "io.oriel.api.health.Checkup", "");
  }

  /** The transport of the sample package that fails when it is stopped. */
  static SampleBundle failingTransport() {
    return named("sample.failing")
        .header("Import-Package", "org.osgi.framework")
        .header("Bundle-Activator", "io.oriel.runtime.launcher.sample.FailingTransport")
        .type("FailingTransport");
  }

  /** The description of a transport without its class, for what is read from jars alone. */
  static SampleBundle transport(String name, String pid, boolean optional) {
    return named("sample." + name)
        .header(
            "Provide-Capability",
            "osgi.service;objectClass:List<String>=\"io.oriel.api.transport.Transport\"")
        .header("Service-Component", "OSGI-INF/transport.xml")
        .entry(
            "OSGI-INF/transport.xml",
            """
            <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.4.0" name="sample"
                configuration-policy="require" configuration-pid="%s">
              <property name="oriel.transport" type="String" value="%s"/>
              <property name="oriel.transport.optional" type="Boolean" value="%s"/>
              <service><provide interface="io.oriel.api.transport.Transport"/></service>
              <implementation class="sample.Transport"/>
            </scr:component>
            """
                .formatted(pid, name, optional))
        .settings(pid, "<AD id=\"bindAddress\" type=\"String\" default=\"127.0.0.1\"/>");
  }

  /** Copies what runs components and holds their configuration into a directory of bundles. */
  static void copyRuntime(Path directory) throws IOException {
    for (Class<?> anchor : new Class<?>[] {Activator.class, ConfigurationManager.class}) {
      Path jar = Path.of(anchor.getProtectionDomain().getCodeSource().getLocation().getPath());
      Files.copy(jar, directory.resolve(jar.getFileName()));
    }
  }

  SampleBundle header(String key, String value) {
    manifest.getMainAttributes().putValue(key, value);
    return this;
  }

  SampleBundle entry(String path, String content) {
    entries.put(path, content.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  SampleBundle entry(String path, byte[] content) {
    entries.put(path, content);
    return this;
  }

  SampleBundle settings(String pid, String attributes) {
    return entry("OSGI-INF/metatype/" + pid + ".xml", metatype("pid", pid, attributes));
  }

  SampleBundle factorySettings(String pid, String attributes) {
    return entry("OSGI-INF/metatype/" + pid + ".xml", metatype("factoryPid", pid, attributes));
  }

  static String metatype(String kind, String pid, String attributes) {
    return """
    <metatype:MetaData xmlns:metatype="http://www.osgi.org/xmlns/metatype/v1.4.0">
      <OCD id="config" name="Config">%s</OCD>
      <Designate %s="%s"><Object ocdref="config"/></Designate>
    </metatype:MetaData>
    """
        .formatted(attributes, kind, pid);
  }

  Path in(Path directory) throws IOException {
    Path jar = directory.resolve(name + ".jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream zip = new JarOutputStream(out, manifest)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new JarEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    return jar;
  }

  /** A component that waits for its configuration. */
  private SampleBundle waiting(String type, String service, String pid) {
    return component(
        type, service, "configuration-policy=\"require\" configuration-pid=\"" + pid + "\"");
  }

  private SampleBundle component(String type, String service, String policy) {
    type(type);
    String provides =
        service.isEmpty() ? "" : "<service><provide interface=\"" + service + "\"/></service>";
    header("Service-Component", "OSGI-INF/component.xml");
    return entry(
        "OSGI-INF/component.xml",
        """
        <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="sample.%1$s"
            immediate="true" %2$s>
          <implementation class="io.oriel.runtime.launcher.sample.%1$s"/>%3$s
        </scr:component>
        """
            .formatted(type, policy, provides));
  }

  /** A class of the sample package. */
  private SampleBundle type(String type) {
    String path = "io/oriel/runtime/launcher/sample/" + type + ".class";
    try (InputStream in = SampleBundle.class.getResourceAsStream("/" + path)) {
      return entry(path, in.readAllBytes());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
