package io.oriel.runtime.itest.host;

import io.oriel.api.stream.FrameSubscription;
import io.oriel.api.stream.Stream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * A bundle of the host's that knows Oriel: it writes the configuration, takes it away again, and
 * looks at a stream. A component; what it is told comes by properties of the framework.
 */
public final class Application {
  private final List<Configuration> written = new ArrayList<>();
  private final AtomicBoolean seen = new AtomicBoolean();

  /** Injected by the host's Service Component Runtime. */
  private ConfigurationAdmin admin;

  private FrameSubscription subscription;

  void activate(BundleContext context) throws IOException {
    write("io.oriel.http.public", "port", port(context, "web"));
    write("io.oriel.http.private", "port", port(context, "admin"));
    write("io.oriel.transport.webrtc", "port", port(context, "media"));
    write("io.oriel.transport.rtsp", "port", port(context, "rtsp"));
    write("io.oriel.stage.usd", "python", context.getProperty("application.python"));
    Configuration stream = admin.getFactoryConfiguration("io.oriel.engine.stream", "main", "?");
    stream.update(
        new Hashtable<>(
            Map.of("oriel.stream", "main", "stage", context.getProperty("application.stage"))));
    written.add(stream);
  }

  void deactivate() throws IOException {
    for (Configuration configuration : written) {
      configuration.delete();
    }
  }

  void bind(Stream stream) {
    subscription =
        stream.subscribe(frame -> {
          if (!frame.held() && seen.compareAndSet(false, true)) {
            System.out.println(
                "picture: " + frame.image().spec().width() + "x" + frame.image().spec().height());
          }
        });
  }

  void unbind(Stream stream) {
    subscription.close();
  }

  private void write(String pid, String key, Object value) throws IOException {
    Configuration configuration = admin.getConfiguration(pid, "?");
    configuration.update(new Hashtable<>(Map.of(key, value)));
    written.add(configuration);
  }

  private static int port(BundleContext context, String name) {
    return Integer.parseInt(context.getProperty("application." + name));
  }
}
