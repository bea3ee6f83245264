package ${package};

import io.oriel.api.error.OrielException;
import io.oriel.api.transport.OpenTransport;
import io.oriel.api.transport.Transport;
import io.oriel.api.transport.TransportContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Streams as multipart JPEG over HTTP, at {@code http://127.0.0.1:<port>/<stream>}: what an image
 * element of any browser shows, and {@code ffplay}.
 *
 * <p>It waits for its configuration, as whatever opens a port does; the server gives an empty one,
 * the defaults, where nobody wrote any. Another format needs another {@link JpegFeed}, another
 * protocol another {@link ${name}Server}.
 */
@Component(
    property = Transport.TRANSPORT + "=" + ${name}Transport.NAME,
    configurationPid = ${name}Transport.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ${name}Config.class)
public final class ${name}Transport implements Transport {
  static final String NAME = "${transport}";
  static final String PID = "${package}.${transport}";

  private final ${name}Config config;

  @Activate
  public ${name}Transport(${name}Config config) {
    this.config = config;
  }

  @Override
  public OpenTransport open(TransportContext context) throws OrielException {
    return ${name}Server.open(config, context);
  }
}
