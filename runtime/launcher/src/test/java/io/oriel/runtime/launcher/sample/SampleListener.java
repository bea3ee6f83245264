package io.oriel.runtime.launcher.sample;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Hashtable;
import java.util.Map;
import org.osgi.framework.BundleContext;

/** A component that opens a port, as a listener does; packed into a bundle by the tests. */
public final class SampleListener {
  private ServerSocket socket;

  void activate(BundleContext context, Map<String, Object> settings)
      throws OrielException, IOException {
    int port = (Integer) settings.getOrDefault("port", 49100);
    try {
      socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    } catch (BindException e) {
      throw new OrielException(
          ErrorCode.PORT_IN_USE,
          "port " + port + " is taken (port in io.oriel.http.public); choose another with --port",
          e);
    }
    Hashtable<String, Object> properties = new Hashtable<>();
    properties.put("oriel.http.listener", "public");
    properties.put("oriel.http.url", "http://127.0.0.1:" + socket.getLocalPort() + "/");
    context.registerService(Object.class, new Object(), properties);
  }

  void deactivate() throws IOException {
    socket.close();
  }
}
