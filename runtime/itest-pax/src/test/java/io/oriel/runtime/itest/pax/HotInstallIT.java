package io.oriel.runtime.itest.pax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oriel.api.stream.FrameSubscription;
import io.oriel.api.stream.StreamControl;
import java.io.IOException;
import java.util.Set;
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

/** A converter of somebody else comes and goes while pictures are taken. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class HotInstallIT {
  private static final int RED = 0xFFFF0000;
  private static final int GREEN = 0xFF00FF00;
  private static final String FIRST = "oriel.sample.first";
  private static final String SECOND = "oriel.sample.second";

  @Inject private BundleContext context;

  @Configuration
  public Option[] distribution() throws IOException {
    return Distribution.whole(
        Distribution.location(FIRST, SampleJar.paint("1.0.0", RED, "[1,2)")),
        Distribution.location(SECOND, SampleJar.paint("2.0.0", GREEN, "[1,2)")));
  }

  @Test
  public void aNewConverterServesAndItsRemovalGivesBack() throws Exception {
    Server server = new Server(context);
    StreamControl stream = server.show(30);
    Spectator spectator = new Spectator();
    try (FrameSubscription watching = stream.subscribe(spectator)) {
      Set<Integer> former = awaitPicture(spectator);
      assertThat(former).isNotEqualTo(Set.of(RED));

      Bundle sample = server.install(FIRST);
      sample.start();
      awaitColours(spectator, Set.of(RED));

      server.uninstall(sample);
      awaitColours(spectator, former);
    }
    assertThat(spectator.faults).isEmpty();
  }

  @Test
  public void ofTwoVersionsSideBySideTheNewerServes() throws Exception {
    Server server = new Server(context);
    StreamControl stream = server.show(30);
    Spectator spectator = new Spectator();
    try (FrameSubscription watching = stream.subscribe(spectator)) {
      Set<Integer> former = awaitPicture(spectator);
      Bundle first = server.install(FIRST);
      first.start();
      awaitColours(spectator, Set.of(RED));

      Bundle second = server.install(SECOND);
      second.start();
      awaitColours(spectator, Set.of(GREEN));
      assertThat(first.getSymbolicName()).isEqualTo(second.getSymbolicName());
      assertThat(first.getState()).isEqualTo(Bundle.ACTIVE);

      server.uninstall(second);
      awaitColours(spectator, Set.of(RED));
      server.uninstall(first);
      awaitColours(spectator, former);
    }
    assertThat(spectator.faults).isEmpty();
  }

  private static Set<Integer> awaitPicture(Spectator spectator) {
    return await("a picture")
        .atMost(Server.LIMIT)
        .until(() -> spectator.colours, seen -> !seen.isEmpty());
  }

  private static void awaitColours(Spectator spectator, Set<Integer> expected) {
    await("the colours " + expected)
        .atMost(Server.LIMIT)
        .until(() -> spectator.colours.equals(expected));
  }
}
