package io.oriel.runtime.itest.pax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oriel.api.stream.FrameSubscription;
import io.oriel.api.stream.StreamControl;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;

/** What is shipped runs in a framework that others have started. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class DistributionIT {
  @Inject private BundleContext context;

  @Configuration
  public Option[] distribution() throws IOException {
    return Distribution.whole(Distribution.python());
  }

  @Test
  public void runsWhereItIsSaidToRun() {
    assertThat(context.getBundle(0).getSymbolicName())
        .isEqualTo(System.getProperty(Place.FRAMEWORK));
    String container =
        ProcessHandle.current().pid() == Long.getLong(Place.STARTER) ? "native" : "forked";
    assertThat(container).isEqualTo(System.getProperty(Place.CONTAINER));
  }

  @Test
  public void everyBundleIsStartedAndEveryFragmentAttached() {
    assertThat(new Server(context).bundles())
        .allSatisfy(bundle -> {
          boolean fragment = bundle.getHeaders().get(Constants.FRAGMENT_HOST) != null;
          assertThat(bundle.getState()).isEqualTo(fragment ? Bundle.RESOLVED : Bundle.ACTIVE);
        });
  }

  @Test
  public void aStreamOfTheShippedStageIsReadyWithoutAnError() throws Exception {
    List<Throwable> errors = new CopyOnWriteArrayList<>();
    context.addFrameworkListener(event -> {
      if (event.getType() == FrameworkEvent.ERROR) {
        errors.add(event.getThrowable());
      }
    });
    Server server = new Server(context);
    server.configure("io.oriel.http.private", Map.of("port", 0));
    server.configure("io.oriel.stage.usd", Map.of("python", System.getProperty(Place.PYTHON)));
    server.stream("main", Map.of("stage", Place.stage("workshop.usda"), "fps", 30));
    Spectator spectator = new Spectator();
    StreamControl stream = server.awaitStream("main", one -> true);
    try (FrameSubscription watching = stream.subscribe(spectator)) {
      await("a picture of the workshop")
          .atMost(Server.LIMIT)
          .until(() -> spectator.colours.size() > 50);
    }
    await("/readyz").atMost(Server.LIMIT).until(() -> status(server.awaitUrl("private")) == 200);
    assertThat(errors).isEmpty();
  }

  private static int status(String admin) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI readyz = URI.create(admin).resolve("/readyz");
      return client
          .send(HttpRequest.newBuilder(readyz).build(), BodyHandlers.discarding())
          .statusCode();
    }
  }
}
