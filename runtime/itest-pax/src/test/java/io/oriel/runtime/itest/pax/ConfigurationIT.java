package io.oriel.runtime.itest.pax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.oriel.api.stream.FrameSubscription;
import io.oriel.api.stream.StreamControl;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;

/** Configuration Admin is written to while the server runs. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class ConfigurationIT {
  @Inject private BundleContext context;

  @Configuration
  public Option[] distribution() throws IOException {
    return Distribution.whole();
  }

  @Test
  public void aStreamTakesItsNewRate() throws Exception {
    Server server = new Server(context);
    StreamControl former = server.show(30);
    StreamControl slower = server.show(10);
    assertThat(slower).isNotSameAs(former);
    Spectator spectator = new Spectator();
    try (FrameSubscription watching = slower.subscribe(spectator)) {
      awaitFrame(spectator, 0);
      long begun = spectator.captureTimeNanos;
      awaitFrame(spectator, spectator.sequence + 15);
      // Pictures may come late, never early; the first of these may be the one after.
      assertThat(TimeUnit.NANOSECONDS.toMillis(spectator.captureTimeNanos - begun))
          .isGreaterThan(1_200);
    }
  }

  @Test
  public void aStreamComesAndGoes() throws Exception {
    Server server = new Server(context);
    server.show(30);
    server.stream("second", Map.of("width", 64, "height", 36));
    server.awaitStream("second", stream -> stream.info().width() == 64);

    server.streamConfiguration("second").delete();
    await("the second stream to go")
        .atMost(Server.LIMIT)
        .until(() -> server.stream("second").isEmpty());
    assertThat(server.stream("main")).isPresent();
  }

  @Test
  public void aValueThatIsNotAllowedIsNamedAndTheNextGoodOneServes() throws Exception {
    Server server = new Server(context);
    server.stream("wrong", Map.of("width", 17));
    await("the reason").atMost(Server.LIMIT).until(() -> failures().contains("width"));
    assertThat(server.stream("wrong")).isEmpty();

    server.stream("wrong", Map.of("width", 64, "height", 36));
    server.awaitStream("wrong", stream -> stream.info().width() == 64);
    server.streamConfiguration("wrong").delete();
  }

  @Test
  public void aListenerMovesToItsNewPort() throws Exception {
    Server server = new Server(context);
    server.configure("io.oriel.http.private", Map.of("port", 0));
    URI former = URI.create(server.awaitUrl("private"));
    connect(former.getPort());

    int port = freePort();
    server.configure("io.oriel.http.private", Map.of("port", port));
    await("the new port")
        .atMost(Server.LIMIT)
        .until(() -> URI.create(server.awaitUrl("private")).getPort() == port);
    connect(port);
    assertThatThrownBy(() -> connect(former.getPort())).isInstanceOf(ConnectException.class);
  }

  private static void awaitFrame(Spectator spectator, long sequence) {
    await("frame " + sequence).atMost(Server.LIMIT).until(() -> spectator.sequence >= sequence);
  }

  /** What components say of why they were not activated. */
  private String failures() {
    ServiceComponentRuntime components =
        new Server(context).service(ServiceComponentRuntime.class).orElseThrow();
    StringBuilder all = new StringBuilder();
    components.getComponentDescriptionDTOs().stream()
        .flatMap(component -> components.getComponentConfigurationDTOs(component).stream())
        .filter(one -> one.state == ComponentConfigurationDTO.FAILED_ACTIVATION)
        .forEach(one -> all.append(one.failure));
    return all.toString();
  }

  private static void connect(int port) throws IOException {
    new Socket(InetAddress.getLoopbackAddress(), port).close();
  }

  /** Below the ports that the system gives to outgoing connections, beyond those of Pax Exam. */
  private static int freePort() throws IOException {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(22_000, 32_000);
      try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return free.getLocalPort();
      } catch (BindException e) {
        // Taken: another one will be free.
      }
    }
  }
}
