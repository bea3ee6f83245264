package io.oriel.http.netty;

import io.oriel.api.error.OrielException;
import io.oriel.api.metrics.CounterReading;
import io.oriel.api.metrics.MetricSource;
import io.oriel.http.HttpResource;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The listener that viewers reach. */
@Component(
    service = MetricSource.class,
    immediate = true,
    property = MetricSource.BUNDLE + "=http",
    configurationPid = "io.oriel.http.public",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = PublicListener.Config.class)
public final class PublicListener implements MetricSource {
  /** Settings; a change closes the listener and opens it anew. */
  @ObjectClassDefinition(name = "Oriel public HTTP listener")
  public @interface Config {
    @AttributeDefinition(description = "IP address to listen on")
    String bindAddress() default "127.0.0.1";

    @AttributeDefinition(description = "TCP port; 0 takes any free one", min = "0", max = "65535")
    int port() default 49100;

    @AttributeDefinition(
        description =
            "Lets anyone who reaches a bindAddress beyond loopback in, since there is no"
                + " authentication yet")
    boolean allowAnonymous() default false;

    @AttributeDefinition(
        description =
            "Host names that requests may carry beside localhost and IP addresses; * for all")
    String[] hosts() default {};

    @AttributeDefinition(
        description =
            "Who may show an answer in a frame: 'none', 'self' or origins, as in CSP"
                + " frame-ancestors")
    String frameAncestors() default "'none'";

    @AttributeDefinition(description = "Connections at one time", min = "1", max = "100000")
    int maxConnections() default 1024;

    @AttributeDefinition(
        description = "Connections at one time from one IPv4 address or one IPv6 /64",
        min = "1",
        max = "100000")
    int maxConnectionsPerAddress() default 128;

    @AttributeDefinition(description = "Largest request line in bytes", min = "256", max = "65536")
    int maxLineBytes() default 8192;

    @AttributeDefinition(
        description = "Largest header of a request in bytes, all fields together",
        min = "256",
        max = "1048576")
    int maxHeaderBytes() default 16384;

    @AttributeDefinition(
        description = "Milliseconds from a request's first byte to the end of its header",
        min = "10",
        max = "3600000")
    long headTimeoutMillis() default 10_000;

    @AttributeDefinition(
        description = "Milliseconds from the end of a request's header to the end of its body",
        min = "10",
        max = "3600000")
    long bodyTimeoutMillis() default 15_000;

    @AttributeDefinition(
        description = "Milliseconds of silence between two requests that close a connection",
        min = "10",
        max = "3600000")
    long idleTimeoutMillis() default 60_000;

    @AttributeDefinition(
        description = "Milliseconds for a resource to answer, and for the peer to take the answer",
        min = "10",
        max = "3600000")
    long requestTimeoutMillis() default 30_000;
  }

  private final Announced listener;

  @Activate
  public PublicListener(final BundleContext bundleContext, final Config config)
      throws OrielException {
    listener = new Announced(ListenerSettings.of(config), bundleContext);
  }

  // After the resources that are already there were bound, so that none of them is a 404 at first.
  @Activate
  void open() throws OrielException {
    listener.open();
  }

  @Deactivate
  void close() {
    listener.close();
  }

  @Override
  public List<CounterReading> counters() {
    return listener.counters().readings();
  }

  @Reference(
      target = "(oriel.http.listener=public)",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY,
      updated = "updateResource")
  void bindResource(final HttpResource resource, final Map<String, Object> properties) {
    listener.routes().add(resource, properties);
  }

  void updateResource(final HttpResource resource, final Map<String, Object> properties) {
    listener.routes().update(resource, properties);
  }

  void unbindResource(final HttpResource resource, final Map<String, Object> properties) {
    listener.routes().remove(properties);
  }
}
